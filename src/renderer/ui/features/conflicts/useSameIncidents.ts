import { useMemo } from 'react';
import type { LogId } from '#base';
import type { MarkedIncident, SameIncident } from '#domain';
import { useQuery } from '../../port/useQuery.ts';

/** Two logs that may hold one incident, seen from one of them. */
export interface PairSeen { readonly pair: SameIncident; readonly own: MarkedIncident; readonly other: MarkedIncident }
export interface PairsSeen { readonly open: readonly PairSeen[]; readonly answered: readonly PairSeen[] }

/** Other incidents of the vault that may be this one: those to be answered, and those of which a person has said it. */
export function useSameIncidents(log: LogId): PairsSeen {
  const query = useQuery('sameIncidents', {});
  const pairs = query.state === 'ready' ? query.result : null;
  return useMemo(() => {
    const seen = (pairs ?? []).flatMap((pair): readonly PairSeen[] => {
      const [one, two] = pair.sides;
      return one.log === log ? [{ pair, own: one, other: two }] : two.log === log ? [{ pair, own: two, other: one }] : [];
    });
    return { open: seen.filter(({ pair }) => isUnanswered(pair)), answered: seen.filter(({ pair }) => !isUnanswered(pair)) };
  }, [pairs, log]);
}

/** True while nobody has said whether two logs hold one incident, or while decisions say both. */
export function isUnanswered({ standing }: Pick<SameIncident, 'standing'>): boolean {
  return standing === 'open' || standing === 'contradicted';
}
