import * as v from 'valibot';
import { count, entryIdSchema, line, optionalLine, optionalText, refSchema, text } from '../fields.ts';
import { occurredSchema } from '../time.ts';
import * as words from './custodyWords.ts';

/** Fields of a custody event beside those that every event has (docs/spec/custody.md section 1). */
export const custodyFields = {
  /** Bag or container, such as `2 of 3`. */
  bag: optionalLine,
  /** What was changed on the item, and why that could not be avoided. */
  changeMade: optionalText, justification: optionalText,
  /** What the person in charge at the other end can be called under. */
  phone: optionalLine,
} as const;

/** What is kept about evidence beside the items themselves (docs/spec/custody.md). */
export const custodyBodies = {
  /** How an item was acquired: enough for somebody else to do it again. It ended at `occurred`. */
  acquisition: v.object({
    item: entryIdSchema, method: v.picklist(words.acquisitionMethods), tool: line, toolVersion: optionalLine, command: optionalText, writeBlocker: optionalLine,
    startedAt: v.exactOptional(occurredSchema), operator: line, qualification: optionalLine, sourceHash: optionalLine, outputHash: optionalLine,
    check: v.picklist(words.acquisitionChecks), errors: optionalText, changesMade: optionalText, justification: optionalText,
  }),
  /** What was looked at and seen, apart from what it means. */
  examination: v.object({
    item: entryIdSchema, copyUsed: optionalLine, tool: line, toolVersion: optionalLine, steps: text, outputHash: optionalLine, observation: text, interpretation: optionalText,
    /** Empty: it can be repeated; otherwise why not. */
    notRepeatable: optionalText,
  }),
  /** Nothing that it covers may be disposed of. Without items it covers all evidence of the incident. */
  'legal-hold': v.object({
    ref: refSchema, reason: text, orderedBy: line, items: v.array(entryIdSchema), until: v.exactOptional(occurredSchema), state: v.picklist(words.holdStates),
  }),
  /** One line of the volatility checklist of one system. */
  'checklist-line': v.object({
    system: line, rank: v.pipe(count, v.maxValue(9)), what: line, outcome: v.picklist(words.checklistOutcomes), reason: optionalText, tool: optionalLine, item: v.exactOptional(entryIdSchema),
  }),
} as const;
