// A cause: the whys that lead to it, and what it rests on. Keys: E says what it rests on, and those of every entity.
import { useState, type ReactNode } from 'react';
import { whyChain } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { InspectorProps } from '../../shell/screen.ts';
import { EvidenceDialog } from '../findings/EvidenceDialog.tsx';
import { EvidenceList } from '../findings/EvidenceLists.tsx';
import styles from './causes.module.css';

export function CauseInspector({ log, entity }: InspectorProps): ReactNode {
  const t = useText();
  const query = useQuery('causes', { log });
  const [isAdding, setAdding] = useState(false);
  const nodes = query.state === 'ready' ? query.result : [];
  const node = nodes.find(({ cause }) => cause.id === entity);
  const chain = whyChain(nodes, entity);
  useScreenCommands([{ id: 'causes.evidence', label: 'scope.basisCommand', group: 'record', keys: ['e'], undo: 'entry', when: () => node !== undefined, run: () => setAdding(true) }]);
  return (
    <EntityInspector log={log} entity={entity} actions={() => (node === undefined ? null : <Button keys="e" onPress={() => setAdding(true)}>{t('scope.basis')}</Button>)}>
      {(detail) => (node === undefined ? null : (
        <>
          {node.problems.map((problem) => <p key={problem} role="note" className={styles['problem']}>{t(`scope.causeProblem.${problem}`)}</p>)}
          {chain.length < 2 ? null : (
            <section>
              <SectionHeading>{t('scope.whys')}</SectionHeading>
              <ol className={styles['chain']}>{chain.map((above, index) => <li key={above.cause.id}>{index === 0 ? above.cause.body.text : t('scope.because', { text: above.cause.body.text })}</li>)}</ol>
            </section>
          )}
          <EvidenceList title={t('scope.restsOn')} items={node.evidence} empty={t('scope.noBasis')} />
          {isAdding ? <EvidenceDialog log={log} entity={detail.entity} hasSides={false} onClose={() => setAdding(false)} /> : null}
        </>
      ))}
    </EntityInspector>
  );
}
