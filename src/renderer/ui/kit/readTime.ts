import type { Occurred } from '#domain';

/** What a written time was read as. An ambiguous one offers its readings and guesses none. */
export type TimeReading =
  | { readonly state: 'empty' }
  | { readonly state: 'read'; readonly occurred: Occurred }
  | { readonly state: 'ambiguous'; readonly choices: readonly Occurred[] }
  | { readonly state: 'unreadable' };

export interface TimeContext { readonly zone: string; readonly now: number }

/** Reads a time as people write it; see the capture reader of the domain. */
export function readTime(written: string, context: TimeContext): TimeReading {
  const text = written.trim();
  if (text === '') return { state: 'empty' };
  const iso = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/.exec(text);
  const at = iso === null ? Number.NaN : Date.parse(text.replace(' ', 'T'));
  if (Number.isNaN(at)) return { state: 'unreadable' };
  return {
    state: 'read',
    occurred: { at: at as Exclude<Occurred['at'], null>, precision: iso?.[1] === undefined ? 'minute' : 'second', zone: context.zone, offsetMinutes: 0, written: text, clockSource: 'device' },
  };
}
