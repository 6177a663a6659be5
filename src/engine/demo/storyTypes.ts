import type { EntryId, UnixMs } from '#base';
import type { BodyOf, EntryDraft, Occurred } from '#domain';

/** What a step may refer to: entries recorded before it, by the key they were given in the story. */
export interface Story {
  readonly id: (key: string) => EntryId;
  readonly ref: (key: string) => string;
}

/** One line of the demonstration, recorded at `at` (UTC) by the ordinary calls. */
export type Step =
  | { readonly at: string; readonly key?: string; readonly draft: (story: Story) => EntryDraft }
  | { readonly at: string; readonly key: string; readonly file: string; readonly evidence: (story: Story) => EvidenceBody; readonly tags: readonly string[]; readonly occurred?: Occurred };
export type EvidenceBody = Omit<BodyOf<'evidence'>, 'sealed' | 'ref'>;

const DIGITS_OF_MILLISECONDS = 24;
const DIGITS_OF_SECONDS = 20;

/** An instant as a source printed it in UTC: `2026-11-20T22:14:07.331Z`, or shorter. Precision follows the digits. */
export function utc(written: string, more: Partial<Occurred> = {}): Occurred {
  const precision = written.length === DIGITS_OF_MILLISECONDS ? 'exact' : written.length === DIGITS_OF_SECONDS ? 'second' : 'minute';
  return { at: Date.parse(written) as UnixMs, precision, zone: 'UTC', offsetMinutes: 0, written, clockSource: 'external-log', ...more };
}

/** An instant as a person in Oslo wrote it in November: `2026-11-21 07:48`. */
export function oslo(written: string, more: Partial<Occurred> = {}): Occurred {
  const at = Date.parse(`${written.replace(' ', 'T')}:00+01:00`) as UnixMs;
  return { at, precision: 'minute', zone: 'Europe/Oslo', offsetMinutes: 60, written, clockSource: 'device', ...more };
}

/** When a step was recorded: `07:05` means that time of 21 November 2026 in UTC, `22T09:00` the day after. */
export function recordedAt(at: string): UnixMs {
  const [day, time] = at.includes('T') ? at.split('T') : ['21', at];
  return Date.parse(`2026-11-${day}T${time}:00Z`) as UnixMs;
}
