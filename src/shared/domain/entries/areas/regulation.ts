import * as v from 'valibot';
import { count, entryIdSchema, hexOf, line, optionalLine, optionalText, text } from '../fields.ts';
import { occurredSchema } from '../time.ts';
import * as words from './regulationWords.ts';

const day = v.pipe(v.string(), v.regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/));
const weekday = v.pipe(count, v.minValue(1), v.maxValue(7));
const minuteOfDay = v.pipe(count, v.maxValue(1439));

/** Regulation: packs of clocks, calendars, and whether a regime asks for a report (docs/spec/packs.md). */
export const regulationBodies = {
  /** The pack as its signed file, whole, so that the incident keeps the version by which it was run. */
  'clock-pack': v.object({ pack: line, version: line, title: line, file: text, signer: hexOf(64), trust: v.picklist(words.packTrusts), reason: text }),
  calendar: v.object({
    calendar: line, title: line, zone: line, weekend: v.array(weekday), holidays: v.array(day), validThrough: day, cutOffMinutes: v.exactOptional(minuteOfDay), source: optionalLine,
  }),
  /** Never amended: a new answer supersedes. */
  reportability: v.object({
    regime: line, question: text, facts: optionalText, answer: v.picklist(words.reportabilityAnswers), reason: text, decidedBy: line, approvedBy: optionalLine,
    revisitBy: v.exactOptional(occurredSchema), authority: optionalLine, submissionRef: optionalLine, supersedes: v.exactOptional(v.array(entryIdSchema)),
  }),
} as const;
