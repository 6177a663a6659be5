import type { UnixMs } from '#base';
import type { Entity } from '../view.ts';

export interface Gap { readonly from: UnixMs; readonly to: UnixMs | null }
/** Shifts around an instant (docs/spec/command.md section 2). */
export interface Roster {
  readonly onDuty: readonly Entity<'shift'>[];
  /** Times without anybody; `to` null: nobody follows. */
  readonly gaps: readonly Gap[];
  /** Those who come next, the first beginning first. */
  readonly next: readonly Entity<'shift'>[];
}

const WARN_MS = 4 * 3_600_000;

interface Span { readonly shift: Entity<'shift'>; readonly begins: UnixMs; readonly ends: UnixMs }

/** Who is on duty at an instant, who is next, and where nobody is. Shifts without times or that end before they begin count nowhere. */
export function rosterAt(shifts: readonly Entity<'shift'>[], now: UnixMs): Roster {
  const spans = spansOf(shifts);
  const gaps: Gap[] = [];
  let covered: UnixMs | null = null;
  for (const { begins, ends } of spans) {
    if (covered !== null && begins > covered) gaps.push({ from: covered, to: begins });
    covered = Math.max(covered ?? ends, ends) as UnixMs;
  }
  if (covered !== null && covered - now < WARN_MS) gaps.push({ from: covered, to: null });
  return {
    onDuty: spans.filter(({ begins, ends }) => begins <= now && now < ends).map(({ shift }) => shift), gaps: gaps.filter(({ to }) => to === null || to > now),
    next: spans.filter(({ begins }) => begins > now).map(({ shift }) => shift),
  };
}

function spansOf(shifts: readonly Entity<'shift'>[]): readonly Span[] {
  return shifts.flatMap((shift): readonly Span[] => {
    const [begins, ends] = [shift.body.begins.at, shift.body.ends.at];
    return shift.retracted !== null || begins === null || ends === null || ends <= begins ? [] : [{ shift, begins, ends }];
  }).toSorted((left, right) => left.begins - right.begins);
}
