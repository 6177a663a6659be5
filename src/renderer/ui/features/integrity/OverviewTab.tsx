// What is sealed by whom, what somebody else has seen of it, what is not in order, and the check of everything.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isEntityOf } from '#domain';
import type { IncidentHeader, WitnessView } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { MembershipFindings } from '../members/UnopenedNote.tsx';
import { CheckPanel } from './CheckPanel.tsx';
import { FeedsTable } from './FeedsTable.tsx';
import { findingsOf, type Recovery } from './findings.ts';
import { FindingsPanel } from './FindingsPanel.tsx';
import { RefusedPanel } from './RefusedPanel.tsx';
import { refusalsOf } from './refusals.ts';
import { RepairDialog } from './RepairDialog.tsx';
import styles from './integrity.module.css';

export function OverviewTab({ log, view, header }: { readonly log: LogId; readonly view: WitnessView; readonly header: Pick<IncidentHeader, 'entries' | 'findings'> }): ReactNode {
  const t = useText();
  const [isRepairing, setRepairing] = useState(false);
  const recorded = useQuery('entities', { log, kind: 'recovery', filter: {} });
  const sync = useQuery('sync', {});
  const entities = recorded.state === 'ready' ? recorded.result : [];
  const recoveries: readonly Recovery[] = entities.flatMap((entity) =>
    (isEntityOf(entity, 'recovery') ? [{ what: entity.body.what, detail: entity.body.detail, at: entity.stamp.recorded.at }] : []));
  useScreenCommands([{ id: 'integrity.repair', label: 'integrity.repair', group: 'screen', undo: 'none', run: () => setRepairing(true) }]);
  return (
    <>
      <Panel title={t('integrity.now')}>
        <div className={styles['statements']}>
          <p>{t('integrity.sealed', { count: header.entries })}</p>
          <FeedsTable feeds={view.feeds} />
          <p className="muted">{t('integrity.cannot')}</p>
        </div>
      </Panel>
      <MembershipFindings log={log} />
      <FindingsPanel log={log} findings={findingsOf(view, recoveries)} entryFindings={header.findings} view={view} onRepair={() => setRepairing(true)} />
      <RefusedPanel refusals={refusalsOf(entities, sync.state === 'ready' ? sync.result : null, log)} />
      <CheckPanel log={log} />
      {isRepairing ? <RepairDialog onClose={() => setRepairing(false)} /> : null}
    </>
  );
}
