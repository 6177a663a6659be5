import type { FilledWorksheet } from '#domain';
import { plain, type ReportDocument } from '../tree/blocks.ts';
import { section } from './commandSections.ts';
import { frameDocument } from './frame.ts';
import type { ReportInput } from './input.ts';

/** What a report to an authority asks for, filled from the journal; what nobody knows yet is said, with room for ink. */
export function buildWorksheet(input: ReportInput, sheet: FilledWorksheet): ReportDocument {
  const open = sheet.fields.filter(({ value }) => value === null).length;
  return frameDocument(input, {
    type: 'worksheet', documentTitle: `Worksheet ${sheet.regime}: ${sheet.title}`, subtitle: `${sheet.authority}; ${open === 0 ? 'every field is filled' : `${open} of ${sheet.fields.length} fields not known yet`}`,
    sections: [
      section('use', 'How it is used', [{ type: 'paragraph', text: plain('It is filled from the journal and sent by people, on the form or portal of the authority. What is not known yet is said so there; the submission and its receipt are then recorded.') }]),
      section('fields', 'Fields', [{
        type: 'table', empty: 'The worksheet asks for nothing.', columns: [{ title: 'Asked for', width: 'medium' }, { title: 'Answer from the journal', width: 'wide' }],
        rows: sheet.fields.map(({ label, value }) => [plain(label), value === null ? [{ type: 'muted', text: 'not known yet' }] : plain(value)]),
      }]),
      section('sent', 'Submission', [{ type: 'blank-rows', count: 2, note: 'For ink. Transcribe into the journal with the receipt.', columns: ['Date, time, zone', 'How and to whom (officer)', 'Reference, receipt', 'Sent by'] }]),
    ],
  });
}
