import * as v from 'valibot';
import { count, entryIdSchema, line, optionalLine, optionalText, refSchema } from '../fields.ts';
import { severities } from '../vocabulary.ts';
import { messageTemplates } from './channelsWords.ts';
import { incidentRoles } from './commandWords.ts';
import * as words from './updatesWords.ts';

const minutes = v.pipe(count, v.minValue(1), v.maxValue(525_600));
const place = v.exactOptional(v.pipe(count, v.maxValue(9999)));

/** Who is kept informed, by what, how often, until when (docs/spec/updates.md section 1). Intervals are minutes; one for a severity stands in the place of `every`. */
export const updatesBodies = {
  subscription: v.object({
    ref: refSchema, audienceKind: v.picklist(words.audienceKinds), audience: line, template: v.picklist(messageTemplates), channel: v.exactOptional(entryIdSchema), recipients: v.array(line),
    owner: v.picklist(incidentRoles), begins: v.picklist(words.updateBegins), fromSeverity: v.exactOptional(v.picklist(severities)),
    every: minutes, everyCritical: v.exactOptional(minutes), everyHigh: v.exactOptional(minutes), everyMedium: v.exactOptional(minutes), everyLow: v.exactOptional(minutes),
    until: v.picklist(words.updateEnds), untilCondition: optionalLine, reason: optionalText, state: v.picklist(words.subscriptionStates),
  }),
} as const;

/** What a contact holds beside the places at which one is reached: whose it is, the number of the case at the other side, and its place in the order by severity, where 0 is none. */
export const contactRoleFields = {
  customer: v.exactOptional(v.boolean()), caseNumber: optionalLine, orderCritical: place, orderHigh: place, orderMedium: place, orderLow: place,
} as const;
