import type { EntityId, UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import type { Entity, IncidentState } from '../view.ts';

/** Ranks of the volatility checklist, what vanishes first at the top; the texts live in the message catalogue (docs/spec/custody.md section 3). */
export const volatilityRanks = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
export type VolatilityRank = (typeof volatilityRanks)[number];

export interface ChecklistRank {
  readonly rank: VolatilityRank;
  readonly lines: readonly Entity<'checklist-line'>[];
  readonly standing: 'open' | 'captured' | 'skipped';
  /** Captured after something that keeps longer. */
  readonly isLate: boolean;
  /** Skipped, and nobody said why. */
  readonly lacksReason: boolean;
}
export interface SystemChecklist { readonly system: string; readonly systemId: EntityId | null; readonly ranks: readonly ChecklistRank[]; readonly open: number; readonly late: number }

/** The checklist of every system that is in scope or has a line, by name. */
export function volatilityChecklists(state: IncidentState): readonly SystemChecklist[] {
  const lines = standingOf(state, 'checklist-line');
  const systems = standingOf(state, 'system').filter((system) => system.state !== 'cleared');
  const named = new Map<string, { readonly name: string; readonly id: EntityId | null }>();
  for (const system of systems) if (!named.has(keyOf(system.body.name))) named.set(keyOf(system.body.name), { name: system.body.name, id: system.id });
  for (const line of lines) if (!named.has(keyOf(line.body.system))) named.set(keyOf(line.body.system), { name: line.body.system.trim(), id: null });
  return [...named].map(([key, { name, id }]) => checklistOf(name, id, lines.filter((line) => keyOf(line.body.system) === key)))
    .sort((left, right) => left.system.localeCompare(right.system, 'en', { numeric: true }));
}

function checklistOf(system: string, systemId: EntityId | null, lines: readonly Entity<'checklist-line'>[]): SystemChecklist {
  const ranks = volatilityRanks.map((rank): ChecklistRank => {
    const own = lines.filter((line) => line.body.rank === rank);
    const captured = own.some((line) => line.body.outcome === 'captured');
    const first = firstCapture(own);
    const earlierHigher = lines.some((line) => line.body.rank > rank && line.body.outcome === 'captured' && first !== null && (instantOf(line) ?? Infinity) < first);
    return {
      rank, lines: own, standing: captured ? 'captured' : own.length > 0 ? 'skipped' : 'open', isLate: earlierHigher,
      lacksReason: own.some((line) => line.body.outcome === 'skipped' && (line.body.reason ?? '').trim() === ''),
    };
  });
  return { system, systemId, ranks, open: ranks.filter(({ standing }) => standing === 'open').length, late: ranks.filter(({ isLate }) => isLate).length };
}

function firstCapture(lines: readonly Entity<'checklist-line'>[]): UnixMs | null {
  const instants = lines.flatMap((line) => (line.body.outcome === 'captured' ? [instantOf(line) ?? []].flat() : []));
  return instants.length === 0 ? null : (Math.min(...instants) as UnixMs);
}

function instantOf(line: Entity<'checklist-line'>): UnixMs | null {
  return line.stamp.occurred.at;
}

function keyOf(system: string): string {
  return system.trim().toLowerCase();
}
