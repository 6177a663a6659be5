// A finding with what speaks for and against it. Keys: E says what does, and those of every entity.
import { useState, type ReactNode } from 'react';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { Button } from '../../kit/Button.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { InspectorProps } from '../../shell/screen.ts';
import { EvidenceDialog } from './EvidenceDialog.tsx';
import { EvidenceList } from './EvidenceLists.tsx';
import styles from './findings.module.css';

export function FindingInspector({ log, entity }: InspectorProps): ReactNode {
  const t = useText();
  const views = useQuery('findings', { log });
  const [isAdding, setAdding] = useState(false);
  const view = views.state === 'ready' ? views.result.find(({ finding }) => finding.id === entity) : undefined;
  useScreenCommands([{ id: 'findings.evidence', label: 'scope.evidenceCommand', group: 'record', keys: ['e'], undo: 'entry', when: () => view !== undefined, run: () => setAdding(true) }]);
  return (
    <EntityInspector
      log={log} entity={entity}
      actions={() => (view === undefined ? null : <Button keys="e" onPress={() => setAdding(true)}>{t('scope.evidence')}</Button>)}
    >
      {(detail) => (view === undefined ? null : (
        <>
          <p className={styles['author']}>{t('scope.statedBy', { who: view.finding.stamp.author.name })}</p>
          {view.problems.map((problem) => <p key={problem} role="note" className={styles['problem']}>{t(`scope.problem.${problem}`)}</p>)}
          <EvidenceList title={t('scope.for')} items={view.supports} empty={t('scope.nothingFor')} />
          <EvidenceList title={t('scope.against')} items={view.contradicts} empty={t('scope.nothingAgainst')} />
          {isAdding ? <EvidenceDialog log={log} entity={detail.entity} hasSides onClose={() => setAdding(false)} /> : null}
        </>
      ))}
    </EntityInspector>
  );
}
