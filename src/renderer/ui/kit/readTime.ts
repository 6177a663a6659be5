import type { UnixMs } from '#base';
import { readCapture, type Occurred, type TimeChoice } from '#domain';

/** What a written time was read as. An ambiguous one offers its readings and guesses none. */
export type TimeReading =
  | { readonly state: 'empty' }
  | { readonly state: 'read'; readonly occurred: Occurred }
  | { readonly state: 'ambiguous'; readonly question: string; readonly choices: readonly TimeChoice[] }
  | { readonly state: 'unreadable' };

export interface TimeContext { readonly zone: string; readonly now: number }

// A word behind the time: when nothing else is left of the line, all of what was written is a time.
const REST = '·';

/** Reads a time as people write it, by the reader of the capture bar. */
export function readTime(written: string, { zone, now }: TimeContext): TimeReading {
  const text = written.trim();
  if (text === '') return { state: 'empty' };
  const reading = readCapture(`${text} ${REST}`, { zone, now: now as UnixMs, kind: 'note', people: [], systems: [], accounts: [], refs: [], tags: [] });
  const choices = reading.ambiguity?.choices.filter((choice) => choice.text === REST) ?? [];
  if (reading.ambiguity !== null && choices.length > 0) return { state: 'ambiguous', question: reading.ambiguity.question, choices };
  if (reading.occurred === null || reading.text !== REST || reading.kindSpan !== null) return { state: 'unreadable' };
  return { state: 'read', occurred: { ...reading.occurred, written: text } };
}
