import * as v from 'valibot';
import { entryIdSchema, line, optionalLine, optionalText, refSchema, text } from '../fields.ts';
import { occurredSchema } from '../time.ts';
import { priorities } from '../vocabulary.ts';
import * as words from './closureWords.ts';

/** What is learned from an incident, and what is done about it (docs/spec/closure.md). */
export const closureBodies = {
  /** Planned for `scheduledAt`; it was held when a transition says so. */
  review: v.object({
    format: v.picklist(words.reviewFormats), scheduledAt: occurredSchema, facilitator: line, attendees: v.array(line), agenda: optionalText,
    detection: optionalText, response: optionalText, prevention: optionalText, outcome: optionalText, state: v.picklist(words.reviewStates),
  }),
  lesson: v.object({ ref: refSchema, text, area: v.picklist(words.lessonAreas), valence: v.picklist(words.lessonValences) }),
  'corrective-action': v.object({
    ref: refSchema, text, correctiveType: v.picklist(words.correctiveTypes), control: v.picklist(words.correctiveControls), owner: optionalLine, due: v.exactOptional(occurredSchema),
    priority: v.exactOptional(v.picklist(priorities)), successMeasure: optionalText, state: v.picklist(words.correctiveStates),
  }),
  /** Where an indicator was handed over to, and what it found there. */
  deployment: v.object({ indicator: entryIdSchema, where: line, result: v.picklist(words.deploymentResults), by: optionalLine, note: optionalText }),
} as const;
