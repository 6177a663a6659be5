import * as v from 'valibot';
import { count, entryIdSchema, line, optionalLine, optionalText, refSchema, sha256Schema, text } from '../fields.ts';
import { occurredSchema, unixMsSchema } from '../time.ts';
import * as words from './commandWords.ts';

const lines = v.array(line);
const optionalLines = v.exactOptional(lines);
const optionalTime = v.exactOptional(occurredSchema);
const positive = v.pipe(count, v.minValue(1));
/** The journal that a generated document stands on: entries up to these frames, read as of that instant. */
const standsOn = {
  asOf: unixMsSchema, heads: v.array(v.object({ feed: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), seq: count, headerSha256: sha256Schema })), contentSha256: sha256Schema,
};

/** Bodies of command: who holds which role and is on duty, hand-overs, situation reports and response plans (docs/spec/command.md). */
export const commandBodies = {
  assignment: v.object({
    role: v.picklist(words.incidentRoles), person: line, organisation: optionalLine, contact: optionalLine, qualifications: optionalLines, scope: optionalText,
    from: optionalTime, until: optionalTime, state: v.picklist(words.assignmentStates),
  }),
  /** A person or a team on duty. The zone is that of the times. */
  shift: v.object({ person: line, begins: occurredSchema, ends: occurredSchema, duty: optionalLine, qualifications: optionalLines, contact: optionalLine }),
  handover: v.object({
    ref: refSchema, from: line, to: line, shift: v.exactOptional(entryIdSchema), situation: optionalText, tried: optionalText, condition: optionalText, outages: optionalText,
    /** Numbered from 1 in this order. `due`: when it is due or expires. */
    items: v.array(v.object({ itemKind: v.picklist(words.handoverItemKinds), entity: v.exactOptional(entryIdSchema), title: line, detail: optionalText, due: v.exactOptional(unixMsSchema) })),
    ...standsOn,
  }),
  /** What somebody said about one item of a hand-over. */
  'handover-item': v.object({ handover: entryIdSchema, item: positive, outcome: v.picklist(words.handoverOutcomes), by: line, note: optionalText }),
  /** One version of the situational response plan; the next is an entry of its own. */
  plan: v.object({
    version: positive, situation: text, objectives: lines, strategy: v.picklist(words.planStrategies), workstreams: v.array(v.object({ name: line, lead: optionalLine, tasks: lines })),
    constraints: lines, triggers: v.array(v.object({ when: line, action: line })), resources: optionalText, communicationsPlan: optionalText, recoveryCriteria: optionalText,
    approved: v.exactOptional(v.object({ by: line, at: occurredSchema })),
  }),
  sitrep: v.object({ number: positive, assessment: text, nextSteps: text, wanted: optionalText, ...standsOn }),
} as const;
