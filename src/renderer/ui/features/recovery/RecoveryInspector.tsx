// A system or an account with what its gates still need. Keys: those of every entity; M sets the checks, S the state.
import type { ReactNode } from 'react';
import { recoveryGates } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { InspectorProps } from '../../shell/screen.ts';
import styles from './recovery.module.css';
import { useScopeWords } from './useScopeWords.ts';

export function RecoveryInspector({ log, entity }: InspectorProps): ReactNode {
  const t = useText();
  const words = useScopeWords();
  const query = useQuery('recovery', { log });
  const row = query.state === 'ready' ? query.result.rows.find((candidate) => candidate.entity.id === entity) : undefined;
  return (
    <EntityInspector log={log} entity={entity}>
      {() => (row === undefined ? null : (
        <section>
          <SectionHeading>{t('scope.gates')}</SectionHeading>
          {row.tooEarly ? <p role="note" className={styles['caution']}>{t('scope.tooEarly')}</p> : null}
          <ul className={styles['gates']}>
            {recoveryGates.map((gate) => <li key={gate}><b>{t(`scope.gate.${gate}`)}</b> {row.needs[gate].length === 0 ? t('scope.gatePassed') : row.needs[gate].map(words.need).join('; ')}</li>)}
          </ul>
        </section>
      ))}
    </EntityInspector>
  );
}
