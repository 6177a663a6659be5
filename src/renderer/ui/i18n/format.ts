import { useMemo } from 'react';
import { useText } from './intl.tsx';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Parts of an instant in a zone; formatters are kept because making one costs a hundred times more than using it. */
function partsOf(at: number, zone: string): Readonly<Record<string, string>> {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return Object.fromEntries(formatter.formatToParts(at).map((part) => [part.type, part.value]));
}

export type ClockDetail = 'day' | 'minute' | 'second' | 'millisecond';
/** The zone `UTC`, or an IANA name; a name this machine does not know falls back to UTC. */
export type ZoneName = string;

/** `2026-11-20 22:14:07` in a zone, or with `Z` in UTC: sortable, the same everywhere, never a locale's own order. */
export function formatInstant(at: number, zone: ZoneName, detail: ClockDetail = 'second'): string {
  const known = knownZone(zone);
  const part = partsOf(at, known);
  const day = `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}`;
  if (detail === 'day') return day;
  const minute = `${day} ${part['hour'] ?? ''}:${part['minute'] ?? ''}`;
  const suffix = known === 'UTC' ? 'Z' : '';
  if (detail === 'minute') return minute + suffix;
  const second = `${minute}:${part['second'] ?? ''}`;
  if (detail === 'second') return second + suffix;
  return `${second}.${String(((at % 1000) + 1000) % 1000).padStart(3, '0')}${suffix}`;
}

/** `22:14` in a zone, with `Z` in UTC. */
export function formatClock(at: number, zone: ZoneName): string {
  return formatInstant(at, zone, 'minute').slice(11);
}

/** The zone when this machine knows it, else UTC. */
export function knownZone(zone: ZoneName): ZoneName {
  try {
    partsOf(0, zone);
    return zone;
  } catch {
    return 'UTC';
  }
}

/** Formats a span of time and a size in bytes in words. */
export function useUnits(): { readonly span: (ms: number) => string; readonly clockError: (ms: number) => string; readonly bytes: (count: number) => string; readonly rate: (bytesPerSecond: number) => string } {
  const t = useText();
  return useMemo(() => {
    const span = (ms: number): string => {
      const whole = Math.abs(Math.round(ms));
      if (whole < 1000) return t('kit.unit.ms', { count: whole });
      if (whole < 60_000) return t('kit.unit.s', { count: Math.round(whole / 1000) });
      if (whole < 3_600_000) return t('kit.unit.min', { count: Math.round(whole / 60_000) });
      const minutes = Math.round(whole / 60_000);
      if (whole < 86_400_000) return t('kit.unit.h', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
      const hours = Math.round(whole / 3_600_000);
      return t('kit.unit.d', { days: Math.floor(hours / 24), hours: hours % 24 });
    };
    const bytes = (count: number): string => {
      const steps = ['kit.unit.bytes', 'kit.unit.kB', 'kit.unit.MB', 'kit.unit.GB', 'kit.unit.TB'] as const;
      let amount = count;
      let step = 0;
      while (amount >= 1000 && step < steps.length - 1) {
        amount /= 1000;
        step += 1;
      }
      return t(steps[step] ?? 'kit.unit.bytes', { count: step === 0 ? String(amount) : amount.toFixed(amount < 100 ? 1 : 0) });
    };
    // Seconds of an error are never rounded away: other times are corrected by it.
    const clockError = (ms: number): string => {
      const whole = Math.abs(Math.round(ms));
      const seconds = Math.floor(whole / 1000);
      return whole < 60_000 || whole % 60_000 === 0 || whole >= 3_600_000 ? span(ms) : t('kit.unit.minS', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
    };
    return { span, clockError, bytes, rate: (bytesPerSecond) => t('kit.unit.rate', { amount: bytes(bytesPerSecond) }) };
  }, [t]);
}
