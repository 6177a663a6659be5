import { useMemo } from 'react';
import type { EntityId, LogId } from '#base';
import { isEntityOf, orderConflicts, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useQuery } from '../../port/useQuery.ts';

const noFilter = {};

export interface Conflicts {
  readonly milestones: readonly Entity<'milestone'>[];
  /** What contradicts a milestone, in words; null when nothing does. */
  readonly textOf: (milestone: EntityId) => string | null;
}

/** Milestones of an incident, and which of them contradict each other. */
export function useConflicts(log: LogId): Conflicts {
  const t = useText();
  const word = useWord();
  const query = useQuery('entities', { log, kind: 'milestone', filter: noFilter });
  return useMemo(() => {
    const milestones = query.state === 'ready' ? query.result.filter((entity) => isEntityOf(entity, 'milestone')) : [];
    const conflicts = orderConflicts(milestones);
    return {
      milestones,
      textOf: (id) => {
        const own = conflicts.filter(({ ids }) => ids.some((other) => other === id)).map(({ before, after }) => t('milestones.contradicts', { after: word('milestone', after), before: word('milestone', before) }));
        return own.length === 0 ? null : own.join(' ');
      },
    };
  }, [query, t, word]);
}
