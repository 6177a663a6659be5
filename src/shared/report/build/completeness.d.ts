import { type LogHealth } from '#domain';
import { type ReportDocument } from '../tree/blocks.ts';
import type { ReportInput } from './input.ts';
/** What is open or missing, part by part, each line with the entry it is about. `health` is what the holder of the log knows of it. */
export declare function buildCompleteness(input: ReportInput, health?: Omit<LogHealth, 'unwitnessed'>): ReportDocument;
