import { exhaustive, textToBytes, concatBytes } from '#base';
import type { TimelineFormat, TimelineRow } from '#domain';
import { BODYFILE_LOSES, planBodyfile, writeBodyfile } from './bodyfile/bodyfile.ts';
import { cellsThatExcelCuts, writeTimelineCsv } from './csv/timelineCsv.ts';
import { rowToEvent, type FileEvent, type LeftOut } from './event/event.ts';
import { writeTimelineJson } from './json/timelineJson.ts';
import { planTimesketch, writeTimesketchCsv, writeTimesketchJsonl } from './timesketch/timesketch.ts';

export interface TimelineExport { readonly chunks: Iterable<string>; readonly rows: number; readonly leftOut: readonly LeftOut[]; readonly loses: readonly string[]; readonly extension: string }

/** One timeline in one format: text in chunks, how many rows it holds, what was left out and what the format cannot carry. */
export function exportTimeline(format: TimelineFormat, rows: readonly TimelineRow[], zone: string): TimelineExport {
  const events = rows.map(rowToEvent);
  const whole = (chunks: Iterable<string>, extension: string): TimelineExport => ({ chunks, rows: events.length, leftOut: [], loses: [], extension });
  const planned = (plan: { readonly kept: readonly FileEvent[]; readonly leftOut: readonly LeftOut[] }, write: (kept: readonly FileEvent[]) => Iterable<string>, extension: string, loses: readonly string[]): TimelineExport =>
    ({ chunks: write(plan.kept), rows: plan.kept.length, leftOut: plan.leftOut, loses, extension });
  switch (format) {
    case 'csv': return whole(writeTimelineCsv(events, 'evidence', zone), 'csv');
    case 'csv-spreadsheet': return { ...whole(writeTimelineCsv(events, 'spreadsheet', zone), 'csv'), loses: cellsThatExcelCuts(events) };
    case 'timesketch-csv': return planned(planTimesketch(events), writeTimesketchCsv, 'csv', []);
    case 'timesketch-jsonl': return planned(planTimesketch(events), writeTimesketchJsonl, 'jsonl', []);
    case 'bodyfile': return planned(planBodyfile(events), writeBodyfile, 'body', BODYFILE_LOSES);
    case 'json': return whole(writeTimelineJson(events, zone), 'json');
    default: return exhaustive(format);
  }
}

/** The chunks of an export as UTF-8 bytes. */
export function exportBytes(chunks: Iterable<string>): Uint8Array {
  return concatBytes(...[...chunks].map(textToBytes));
}
