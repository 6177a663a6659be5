// What speaks against a step, in words, before it is recorded; it refuses nothing. Keys: none.
import type { ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { useQuery } from '../../port/useQuery.ts';
import styles from './recovery.module.css';
import { useScopeWords } from './useScopeWords.ts';

export function CautionNotes({ log, entity, state }: { readonly log: LogId; readonly entity: EntityId; readonly state: string }): ReactNode {
  const words = useScopeWords();
  const query = useQuery('cautions', { log, entity, state });
  if (query.state !== 'ready') return null;
  return query.result.map((caution) => <p key={caution.caution} role="note" className={styles['caution']}>{words.caution(caution)}</p>);
}
