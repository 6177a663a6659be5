// What is proven about this incident and what is not, in plain words; witnesses; disclosure; the chain of one entry.
// Keys: Shift V checks everything now; arrows move between the parts.
import type { ReactNode } from 'react';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { Tabs } from '../../kit/Tabs.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { DisclosureTab } from '../disclosure/DisclosureTab.tsx';
import { ChainPanel } from './ChainPanel.tsx';
import { integrityTabs, showIntegrityTab, useIntegrityTab } from './integrityView.ts';
import { OverviewTab } from './OverviewTab.tsx';
import { WitnessesTab } from './WitnessesTab.tsx';
import styles from './integrity.module.css';

export function IntegrityScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const tab = useIntegrityTab();
  const header = useQuery('incident', { log });
  const overview = useQuery('overview', { log });
  const witness = useQuery('witness', { log });
  useScreenCommands(integrityTabs.map((id) => ({ id: `integrity.show.${id}`, label: `integrity.show.${id}` as const, group: 'screen' as const, undo: 'none' as const, run: () => showIntegrityTab(id) })));
  const failed = [header, overview, witness].find((query) => query.state === 'failed');
  if (failed?.state === 'failed') return <ErrorState title={t('integrity.failed')} text={failure(failed.kind)} />;
  if (header.state !== 'ready' || header.result === null || overview.state !== 'ready' || witness.state !== 'ready') return <Skeleton />;
  const view = witness.result;
  return (
    <div className={styles['screen']}>
      <Tabs
        label={t('integrity.parts')} selected={tab} onSelect={(id) => showIntegrityTab(integrityTabs.find((known) => known === id) ?? 'overview')}
        items={[
          { id: 'overview', label: t('integrity.tab.overview'), content: <div className={styles['page']}><OverviewTab log={log} view={view} header={header.result} /></div> },
          { id: 'witnesses', label: t('integrity.tab.witnesses'), content: <div className={styles['page']}><WitnessesTab log={log} view={view} /></div> },
          { id: 'disclosure', label: t('integrity.tab.disclosure'), content: <div className={styles['page']}><DisclosureTab log={log} /></div> },
          { id: 'chain', label: t('integrity.tab.chain'), content: <div className={styles['page']}><ChainPanel log={log} entries={header.result.entries} /></div> },
        ]}
      />
    </div>
  );
}
