import { useEffect, useRef } from 'react';
import type { LogId, UnixMs } from '#base';
import { alarmOf } from '#domain';
import type { ClockRow } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop } from '../../port/ports.tsx';
import { showScreen } from '../../session/actions.ts';
import { useClockWords } from './useClocks.ts';

/** What was said of a clock: nothing, that it is due soon, that it is late. */
type Said = 0 | 1 | 2;

/**
 * Says once when a clock comes near its end and once when it is past, in the window and through the system. What was late before the window
 * looked is shown in the strip and not said: an incident that is opened again must not ring for yesterday.
 */
export function useClockAlarms(log: LogId, clocks: readonly ClockRow[] | null, now: UnixMs): void {
  const t = useText();
  const words = useClockWords();
  const desktop = useDesktop();
  const said = useRef<{ log: LogId | null; late: number; readonly levels: Map<string, Said> }>({ log: null, late: -1, levels: new Map() });
  useEffect(() => {
    if (clocks === null) return;
    const isFirstLook = said.current.log !== log;
    if (isFirstLook) said.current = { log, late: -1, levels: new Map() };
    const { levels } = said.current;
    let late = 0;
    for (const clock of clocks) {
      const key = `${clock.id} ${clock.slot} ${clock.subject?.id ?? ''}`;
      const level = levelOf(clock, now);
      if (level === 2) late += 1;
      const before = levels.get(key) ?? 0;
      if (level === before) continue;
      levels.set(key, level);
      if (isFirstLook || level < before) continue;
      const title = words.title(clock);
      showToast({
        tone: level === 2 ? 'danger' : 'warn', title: level === 2 ? t('clocks.alarm.late', { title }) : t('clocks.alarm.soon', { title, left: words.left(clock, now) }),
        action: { label: t('clocks.alarm.show'), run: () => showScreen('clocks') },
      });
      void desktop.call('alarm.raise', {});
    }
    if (said.current.late === late) return;
    said.current.late = late;
    void desktop.call('alarm.count', { late });
  }, [log, clocks, now, t, words, desktop]);
}

function levelOf(clock: ClockRow, now: UnixMs): Said {
  if (clock.state !== 'running' && clock.state !== 'overdue') return 0;
  if (alarmOf(clock) < now) return 2;
  return clock.stage === 'last-tenth' ? 1 : 0;
}
