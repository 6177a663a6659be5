import { exhaustive, type Failure, type Result } from '#base';
import type { TimelineFormat } from '#domain';
import { readBodyfile, type BodyfileEvent } from './bodyfile/bodyfile.ts';
import { readTimelineCsv } from './csv/timelineCsv.ts';
import type { ImportedTimeline, ImportFailure } from './event/event.ts';
import { readTimelineJson } from './json/timelineJson.ts';
import { readTimesketchCsv, readTimesketchJsonl } from './timesketch/timesketch.ts';

/** What an own export holds: whole events, or for a bodyfile as much of them as the format carries. */
export type ReadBack = ImportedTimeline | { readonly events: readonly BodyfileEvent[]; readonly lost: readonly string[] };

/** Reads an own export back. Failures name the line and what was expected, never the text found there. */
export function importTimeline(format: TimelineFormat, text: string): Result<ReadBack, ImportFailure | Failure> {
  switch (format) {
    case 'csv':
    case 'csv-spreadsheet': return readTimelineCsv([text]);
    case 'timesketch-csv': return readTimesketchCsv([text]);
    case 'timesketch-jsonl': return readTimesketchJsonl(text);
    case 'bodyfile': return readBodyfile(text);
    case 'json': return readTimelineJson(text);
    default: return exhaustive(format);
  }
}

/** Which own export a text is, by its content and never by its name; null when it is none of ours. */
export function detectTimelineFormat(text: string): TimelineFormat | null {
  const end = text.indexOf('\n');
  const firstLine = (end < 0 ? text : text.slice(0, end)).replace(/^\uFEFF/, '').replace(/\r$/, '');
  if (firstLine.startsWith('{"format":"holdfast-timeline"')) return 'json';
  if (firstLine.startsWith('{') && firstLine.includes('"holdfast_event":"')) return 'timesketch-jsonl';
  if (firstLine.includes('holdfast_event')) return 'timesketch-csv';
  if (firstLine.includes('occurred_utc') && firstLine.includes('clock_source')) return firstLine.includes('formula_guard') ? 'csv-spreadsheet' : 'csv';
  return /^[^|\n]*(?:\|[^|\n]*){6}(?:\|\d*){4}$/.test(firstLine) ? 'bodyfile' : null;
}
