import { useEffect, useMemo, useState } from 'react';
import type { LogId, UnixMs } from '#base';
import { alarmOf, clockAt, type FactKind } from '#domain';
import type { ClockRow } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { isMessageId } from '../../i18n/messages.ts';
import { useQuery } from '../../port/useQuery.ts';
import { formatCountdown } from './countdown.ts';

/** The clocks of an incident, moved on to the present; null while they are on their way. */
export function useClocks(log: LogId): { readonly clocks: readonly ClockRow[] | null; readonly now: UnixMs } {
  const query = useQuery('clocks', { log });
  const now = useSecond();
  const rows = query.state === 'ready' ? query.result : null;
  return { clocks: useMemo(() => rows?.map((row) => clockAt(row, now)) ?? null, [rows, now]), now };
}

/** The present, moving on with each second. Instants are compared, never counted: after sleep or a changed clock the next tick is right again. */
export function useSecond(): UnixMs {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Math.floor(Date.now() / 1000) * 1000), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return now as UnixMs;
}

export interface ClockWords {
  readonly title: (clock: Pick<ClockRow, 'id' | 'title' | 'slot' | 'subject'>) => string;
  /** Time until the alarm, or since. */
  readonly left: (clock: Pick<ClockRow, 'due' | 'shadowDue'>, now: UnixMs) => string;
  readonly fact: (kind: FactKind) => string;
}

/** How clocks are put into words. */
export function useClockWords(): ClockWords {
  const t = useText();
  const word = useWord();
  return useMemo(() => ({
    title: ({ title, slot, subject }) => {
      const numbered = slot > 1 ? t('clocks.slot', { title, slot }) : title;
      // What it is about comes first: where room is short, clocks of one kind would otherwise read alike.
      return subject === null ? numbered : `${subject.ref ?? subject.title} · ${numbered}`;
    },
    left: (clock, now) => {
      const alarm = alarmOf(clock);
      if (!Number.isFinite(alarm)) return '';
      const { days, time } = formatCountdown(alarm - now);
      return days === 0 ? time : t('clocks.daysLeft', { days, time });
    },
    fact: (kind) => {
      if (kind.startsWith('milestone.')) return word('milestone', kind.slice('milestone.'.length));
      if (kind.startsWith('submitted.')) return t('clocks.submitted', { clock: kind.slice('submitted.'.length) });
      if (kind.startsWith('updated.')) return t('clocks.updateSent');
      if (kind.startsWith('answered.')) return t('clocks.answered', { regime: kind.slice('answered.'.length) });
      const id = `vocabulary.clockFact.${kind}`;
      return isMessageId(id) ? t(id) : kind;
    },
  }), [t, word]);
}
