// What stands against the rules about one thing in scope, in words. Keys: none.
import type { ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { useQuery } from '../../port/useQuery.ts';
import styles from './recovery.module.css';
import { useScopeWords } from './useScopeWords.ts';

export function ScopeContradiction({ log, entity }: { readonly log: LogId; readonly entity: EntityId }): ReactNode {
  const words = useScopeWords();
  const query = useQuery('scope', { log });
  const found = query.state === 'ready' ? query.result.contradictions.find((candidate) => candidate.entity.id === entity) : undefined;
  return found?.cautions.map((caution) => <p key={caution.caution} role="note" className={styles['caution']}>{words.caution(caution)}</p>) ?? null;
}
