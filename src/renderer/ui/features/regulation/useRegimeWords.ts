import { useMemo } from 'react';
import { formatInZone, formatUtc, type UnixMs } from '#base';
import { alarmOf, urgentClocks, type RegimeRow } from '#domain';
import type { ClockRow } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';

export interface RegimeWords {
  readonly answer: (row: RegimeRow) => string;
  /** The clock that needs somebody first, or the one that comes next. */
  readonly next: (row: RegimeRow) => ClockRow | null;
  readonly sent: (row: RegimeRow) => string;
  /** An instant in UTC, the zone of the incident and that of the authority; equal zones stand once. */
  readonly zones: (at: UnixMs, incidentZone: string, authorityZone: string) => readonly { readonly zone: string; readonly text: string }[];
}

/** How regimes are put into words, on screen and on paper. */
export function useRegimeWords(): RegimeWords {
  const t = useText();
  const word = useWord();
  return useMemo(() => ({
    answer: ({ answer }) => (answer === null ? t('regulation.unanswered') : word('reportability', answer.body.answer)),
    next: (row) => urgentClocks(row.clocks)[0] ?? null,
    sent: ({ submissions }) => (submissions.length === 0 ? '' : submissions.map(({ clock, isProven }) => (isProven ? clock : t('regulation.unproven', { clock }))).join(', ')),
    zones: (at, incidentZone, authorityZone) => [...new Set(['UTC', incidentZone, authorityZone])].map((zone) => ({ zone, text: zone === 'UTC' ? formatUtc(at, 'minute').replace('T', ' ') : formatInZone(at, zone, 'minute') })),
  }), [t, word]);
}

/** Regimes that need somebody first: those with a clock that runs out soonest, then those nobody has answered. */
export function compareRegimes(left: RegimeRow, right: RegimeRow): number {
  const alarm = (row: RegimeRow): number => Math.min(Infinity, ...urgentClocks(row.clocks).map(alarmOf));
  const [first, second] = [alarm(left), alarm(right)];
  if (first !== second) return first - second;
  return Number(left.answer !== null) - Number(right.answer !== null) || left.regime.title.localeCompare(right.regime.title, 'en');
}
