// A time as the operator wants to read it: UTC, the chosen zone, or as it was written; the other readings stand in the title.
import type { Occurred } from '#domain';
import { useText, type Translate } from '../i18n/intl.tsx';
import { formatClock, formatInstant, useUnits, type ClockDetail } from '../i18n/format.ts';
import { useSession } from '../session/store.ts';
import { cx } from './cx.ts';
import styles from './DateTime.module.css';

/** A plain instant, such as when an entry was recorded. */
export function Instant({ at, detail = 'second', isShort = false }: { readonly at: number; readonly detail?: ClockDetail; readonly isShort?: boolean }) {
  const { zone, timeDisplay } = useSession((state) => state.preferences);
  const shownZone = timeDisplay === 'zone' ? zone : 'UTC';
  const title = `${formatInstant(at, 'UTC', detail)} · ${formatInstant(at, zone, detail)} ${zone}`;
  return <time dateTime={new Date(at).toISOString()} title={title} className={styles['time']}>{isShort ? formatClock(at, shownZone) : formatInstant(at, shownZone, detail)}</time>;
}

/** When something happened, with its precision: a day stays a day, "about" and ± are said. */
export function DateTime({ occurred, isShort = false }: { readonly occurred: Occurred; readonly isShort?: boolean }) {
  const t = useText();
  const units = useUnits();
  const { zone, timeDisplay } = useSession((state) => state.preferences);
  if (occurred.at === null) return <span className={cx(styles['time'], styles['unknown'])}>{occurred.written === '' ? t('kit.time.unknown') : occurred.written}</span>;
  const inUtc = occurredToText(occurred, 'UTC', t, units.span, isShort);
  const inZone = occurredToText(occurred, zone, t, units.span, isShort);
  const written = occurred.written === '' ? inUtc : occurred.written;
  const shown = timeDisplay === 'written' ? written : timeDisplay === 'zone' ? inZone : inUtc;
  const title = [inUtc, `${inZone} ${zone}`, written === '' ? null : `“${written}”`].filter((part) => part !== null).join(' · ');
  return <time dateTime={new Date(occurred.at).toISOString()} title={title} className={styles['time']}>{shown}</time>;
}

/** One reading of an occurred time in a zone. `at` must be known. */
export function occurredToText(occurred: Occurred, zone: string, t: Translate, span: (ms: number) => string, isShort = false): string {
  if (occurred.at === null) return t('kit.time.unknown');
  // A day has no hour in any zone but the one it was written in.
  const readIn = occurred.precision === 'date' ? occurred.zone : zone;
  const detail = detailOf(occurred);
  const read = (at: number): string => (isShort && detail !== 'day' ? formatClock(at, readIn) : formatInstant(at, readIn, detail));
  const single = read(occurred.at);
  const range = occurred.until === undefined ? single : t('kit.time.until', { from: single, to: read(occurred.until) });
  const about = occurred.precision === 'approx' ? t('kit.time.about', { time: range }) : range;
  return occurred.plusMinusMs === undefined || occurred.plusMinusMs === 0 ? about : `${about} ${t('kit.time.plusMinus', { span: span(occurred.plusMinusMs) })}`;
}

function detailOf(occurred: Occurred): ClockDetail {
  if (occurred.precision === 'date') return 'day';
  if (occurred.precision === 'minute' || occurred.precision === 'approx') return 'minute';
  return occurred.precision === 'second' || (occurred.at !== null && occurred.at % 1000 === 0) ? 'second' : 'millisecond';
}
