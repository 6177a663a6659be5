import type { UnixMs } from '#base';
import type { BadgeTone } from '../../kit/Badge.tsx';
import { alarmOf } from '#domain';
import type { ClockRow } from '#ipc';

/** How loud a clock is shown; the words beside it say the same. */
export type ClockTone = 'late' | 'soon' | 'calm' | 'done' | 'quiet';

export const badgeByTone: Readonly<Record<ClockTone, BadgeTone>> = { late: 'danger', soon: 'warn', calm: 'accent', done: 'ok', quiet: 'neutral' };

export function toneOf(clock: Pick<ClockRow, 'state' | 'stage' | 'due' | 'shadowDue'>, now: UnixMs): ClockTone {
  switch (clock.state) {
    case 'met': return 'done';
    case 'met-late': return 'late';
    case 'overdue': return 'late';
    case 'running': return alarmOf(clock) < now ? 'late' : clock.stage === 'calm' ? 'calm' : 'soon';
    case 'armed': case 'unassessed': case 'not-applicable': case 'tolled': case 'waived': case 'ended': return 'quiet';
  }
}
