import type { UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import { currentSeverity } from '../projection/incidentStatus.ts';
import type { Entity, IncidentState, JournalRow } from '../view.ts';
import { instantOfStamp } from './stamps.ts';

const HOUR_MS = 3_600_000;
/** How often a situation report is due, by severity: a local default (docs/spec/command.md section 4). */
const cadenceMs: Readonly<Record<string, number>> = { critical: HOUR_MS, high: 2 * HOUR_MS, medium: 8 * HOUR_MS };
/** Kinds of entries that change the situation, for the list of what happened. */
const telling: readonly string[] = ['milestone', 'assessment', 'decision', 'action', 'transition', 'evidence', 'custody', 'plan', 'assignment', 'handover', 'finding', 'communication', 'event', 'data-set'];

/** Where the reports stand: the number of the next, the newest, and when the next is due by local default. */
export interface SitrepStatus {
  readonly next: number; readonly newest: Entity<'sitrep'> | null; readonly issued: readonly Entity<'sitrep'>[];
  readonly cadenceMs: number | null; readonly dueAt: UnixMs | null;
  /** What was recorded since the newest report, the oldest first. */
  readonly since: readonly JournalRow[]; readonly sinceTotal: number;
}

const LISTED = 60;

/** Situation reports of an incident, the newest first. */
export function sitrepStatus(state: IncidentState): SitrepStatus {
  const issued = standingOf(state, 'sitrep').toSorted((left, right) => right.body.number - left.body.number || right.stamp.number - left.stamp.number);
  const [newest] = issued;
  const cadence = cadenceMs[currentSeverity(state) ?? ''] ?? null;
  const declared = standingOf(state, 'milestone').filter(({ body }) => body.milestone === 'declared').map(({ stamp }) => instantOfStamp(stamp));
  const from = newest === undefined ? (declared.length === 0 ? null : Math.min(...declared)) : instantOfStamp(newest.stamp);
  const since = rowsSince(state, newest?.stamp.number ?? 0);
  return {
    next: (newest?.body.number ?? 0) + 1, newest: newest ?? null, issued, cadenceMs: cadence, dueAt: cadence === null || from === null ? null : ((from + cadence) as UnixMs),
    since: since.slice(-LISTED), sinceTotal: since.length,
  };
}

/** Rows of the journal after a number that tell of the situation: no notes, no corrections of wording, nothing struck. */
export function rowsSince(state: IncidentState, number: number): readonly JournalRow[] {
  // The newest rows stand at the end, and a report follows the one before it by hours.
  const rows: JournalRow[] = [];
  for (let index = state.journal.length - 1; index >= 0; index -= 1) {
    const row = state.journal[index];
    if (row === undefined || row.stamp.number <= number) break;
    if (!row.struck && telling.includes(row.stamp.kind)) rows.push(row);
  }
  return rows.reverse();
}
