import * as v from 'valibot';
import { line, optionalLine, optionalText, refSchema } from '../fields.ts';
import { occurredSchema } from '../time.ts';
import { incidentTypes, severities } from '../vocabulary.ts';

/** Alerts of tools, rules by which an incident is declared, and numbers that others gave to it (docs/spec/intake.md sections 7 to 9). */
export const alertBodies = {
  /** What a tool said; the entry occurred when the tool says that it saw it. Severity and id are those of the tool, as it wrote them. */
  alert: v.object({
    ref: refSchema, tool: line, sourceId: optionalLine, rule: line, sourceSeverity: optionalLine, host: optionalLine, account: optionalLine, indicator: optionalLine,
    raw: optionalText, locator: optionalLine,
  }),
  /** Declare when the severity is at least this, or one of these types fits; without a customer it is for all that have none of their own. */
  'declaration-rule': v.object({
    customer: optionalLine, minimumSeverity: v.exactOptional(v.picklist(severities)), types: v.array(v.picklist(incidentTypes)), reason: line,
    agreedWith: optionalLine, validFrom: v.exactOptional(occurredSchema), validUntil: v.exactOptional(occurredSchema),
  }),
  'outside-reference': v.object({ system: line, reference: line, organisation: optionalLine, note: optionalText }),
} as const;
