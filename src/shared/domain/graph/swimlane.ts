import type { EntityId, UnixMs } from '#base';
import { asAnyEntity } from '../entities/select.ts';
import { valueToWords } from '../entities/title.ts';
import { clockRows } from '../queries/clocks.ts';
import type { Occurred } from '../entries/time.ts';
import { timelineRows, trueTime } from '../queries/timeline.ts';
import type { IncidentState } from '../view.ts';
import type { TimelineRow } from '../views.ts';

export const swimLanes = ['adversary', 'system', 'action', 'defender', 'communication', 'milestone', 'clock'] as const;
export type SwimLane = (typeof swimLanes)[number];
/** One thing on a lane. `until` makes it a bar; an open bar has not ended yet. `isCorrected`: the known error of the clock that showed the time is taken off, as in the order of the timeline. */
export interface SwimItem { readonly id: string; readonly entity: EntityId | null; readonly lane: SwimLane; readonly at: UnixMs; readonly until: UnixMs | null; readonly isOpen: boolean; readonly label: string; readonly isCorrected: boolean }
export interface Swimlane {
  readonly items: readonly SwimItem[];
  /** Rows that have no time, and rows beyond what one picture can hold. */
  readonly withoutTime: number; readonly leftOut: number;
}

/** Most items in one picture; events are the first to go, the list has them all. */
export const MAX_SWIM_ITEMS = 400;

/** The incident as lanes over time: events, actions, communications, milestones and clocks that run or ran (docs/spec/scope.md section 6). Struck rows are left out. */
export function swimlane(state: IncidentState): Swimlane {
  const rows = timelineRows(state).filter(({ struck }) => !struck);
  const timed = rows.flatMap((row) => {
    const time = trueTime(row);
    return time.at === null ? [] : [toItem(state, row, { ...time, at: time.at })];
  });
  const all = [...timed, ...clockItems(state)];
  const kept = all.length <= MAX_SWIM_ITEMS ? all : withFewerEvents(all);
  return { items: kept.toSorted((left, right) => left.at - right.at || (left.id < right.id ? -1 : 1)), withoutTime: rows.length - timed.length, leftOut: all.length - kept.length };
}

function toItem(state: IncidentState, row: TimelineRow, { at, until }: Pick<Occurred, 'until'> & { readonly at: UnixMs }): SwimItem {
  const entity = state.entities.get(row.entity);
  const known = entity === undefined ? null : asAnyEntity(entity);
  const base = { id: row.entity as string, entity: row.entity, at, until: until === undefined ? null : (until as UnixMs), isOpen: false, isCorrected: at !== row.occurred.at };
  if (known?.kind === 'action') {
    const { requestedAt, doneAt } = known.body;
    const own = requestedAt === undefined || requestedAt.at === null ? known.stamp.occurred : requestedAt;
    const [begun, done] = [ownTime(own)?.at ?? at, ownTime(doneAt)?.at ?? null];
    const isCorrected = ownTime(own) !== own || ownTime(doneAt) !== doneAt;
    return { ...base, isCorrected, lane: 'action', at: Math.min(begun, done ?? begun) as UnixMs, until: done !== null && done > begun ? done : null, isOpen: ['proposed', 'authorised', 'assigned', 'in-progress'].includes(known.state ?? ''), label: known.body.title };
  }
  if (known?.kind === 'milestone') return { ...base, lane: 'milestone', label: valueToWords(known.body.milestone) };
  return { ...base, lane: laneOf(row.track), label: row.what };
}

/** A time of an action, which names the error of its clock itself. */
function ownTime<T extends Occurred | undefined>(time: T): T {
  return time === undefined ? time : trueTime({ occurred: time, clockErrorMs: time.clockErrorMs ?? null }) as T;
}

function laneOf(track: string): SwimLane {
  return track === 'adversary' || track === 'system' || track === 'communication' || track === 'clock' ? track : 'defender';
}

function clockItems(state: IncidentState): readonly SwimItem[] {
  const now = state.journal.at(-1)?.stamp.recorded.at ?? (0 as UnixMs);
  return clockRows(state, now).flatMap((clock): readonly SwimItem[] => {
    if (clock.startedAt === null) return [];
    const end = clock.stoppedAt ?? now;
    return [{
      id: `clock:${clock.id}:${clock.subject?.id ?? ''}:${clock.slot}:${clock.startedAt}`, entity: clock.subject?.id ?? null, lane: 'clock', at: clock.startedAt,
      until: Math.max(end, clock.startedAt) as UnixMs, isOpen: clock.stoppedAt === null, label: clock.slot > 1 ? `${clock.title}, no. ${clock.slot}` : clock.title, isCorrected: false,
    }];
  });
}

function withFewerEvents(items: readonly SwimItem[]): readonly SwimItem[] {
  const rank = (item: SwimItem): number => (item.lane === 'milestone' ? 0 : item.lane === 'action' ? 1 : item.lane === 'communication' ? 2 : item.lane === 'clock' ? 3 : 4);
  return items.toSorted((left, right) => rank(left) - rank(right) || left.at - right.at || (left.id < right.id ? -1 : 1)).slice(0, MAX_SWIM_ITEMS);
}
