import * as v from 'valibot';
import { count, line, optionalLine, refSchema, text } from '../fields.ts';
import { occurredSchema } from '../time.ts';
import * as words from '../vocabulary.ts';

const choice = <const Values extends readonly string[]>(values: Values) => v.exactOptional(v.picklist(values));
const optionalCount = v.exactOptional(count);

/** Fields that say what an incident turned out to be (docs/spec/intake.md section 4). */
export const verdictFields = {
  disposition: choice(words.dispositions),
  /** The reference of the incident of which it is a duplicate, in this vault or elsewhere. */
  duplicateOf: optionalLine,
  /** The reference of an earlier incident that this one repeats; the amendment that sets it says why (docs/spec/intake.md section 10). */
  recurrenceOf: optionalLine,
} as const;

/** Bodies of reports and assessments (docs/spec/intake.md). */
export const intakeBodies = {
  /** What somebody told us. When it came in is `occurred`; `suspectedAt` is when, by their word, it happened. */
  intake: v.object({
    ref: refSchema, text, detectionSource: choice(words.detectionSources), channel: choice(words.intakeChannels), channelDetail: optionalLine,
    reporter: optionalLine, reporterOrganisation: optionalLine, callback: optionalLine, reporterVerified: choice(words.reporterChecks),
    ticket: optionalLine, suspectedAt: v.exactOptional(occurredSchema),
    receivedBy: optionalLine, routedTo: optionalLine, routedAt: v.exactOptional(occurredSchema), hops: v.exactOptional(v.array(line)),
  }),
  assessment: v.object({
    severity: v.picklist(words.severities), priority: choice(words.priorities), functionalImpact: choice(words.functionalImpacts),
    informationImpact: choice(words.informationImpacts), recoverability: choice(words.recoverabilities), reason: text,
    urgency: choice(words.urgencies),
    /** Version of the criteria by which severity and priority were chosen. */
    criteriaVersion: v.exactOptional(line),
    functionalImpactDetail: choice(words.functionalImpactDetails), informationImpactDetail: choice(words.informationImpactDetails),
    attackVector: choice(words.attackVectors), activityLocation: choice(words.activityLocations), outlook: choice(words.outlooks),
    affectedCustomers: optionalCount, affectedPersons: optionalCount, affectedRecords: optionalCount, affectedSystems: optionalCount,
    downtimeMinutes: optionalCount, countsConfidence: choice(words.confidences),
    verisActor: choice(words.verisActors), verisMotive: choice(words.verisMotives), verisAction: choice(words.verisActions), verisAsset: choice(words.verisAssets),
    verisAttributes: v.exactOptional(v.array(v.picklist(words.verisAttributes))),
    /** What it may cost, as it is known: `EUR 120,000 to 300,000`. */
    estimate: optionalLine,
  }),
} as const;
