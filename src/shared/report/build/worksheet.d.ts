import type { FilledWorksheet } from '#domain';
import { type ReportDocument } from '../tree/blocks.ts';
import type { ReportInput } from './input.ts';
/** What a report to an authority asks for, filled from the journal; what nobody knows yet is said, with room for ink. */
export declare function buildWorksheet(input: ReportInput, sheet: FilledWorksheet): ReportDocument;
