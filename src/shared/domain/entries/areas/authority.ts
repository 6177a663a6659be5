import * as v from 'valibot';
import { count, entryIdSchema, line, optionalLine, optionalText, refSchema, sha256Schema } from '../fields.ts';
import { occurredSchema } from '../time.ts';
import { accountKinds, actionKinds, systemKinds } from '../vocabulary.ts';
import * as words from './authorityWords.ts';

const time = v.exactOptional(occurredSchema);

/** Fields of an action about its course: times that no change of state gives, what was captured first, what it cost, what it did (docs/spec/authority.md section 4). */
export const actionCourse = {
  approvedAt: time, startedAt: time, verifiedAt: time, rolledBackAt: time,
  captureFirst: v.exactOptional(v.array(v.object({ what: line, outcome: v.picklist(words.captureOutcomes), note: optionalLine }))),
  disruptionMinutes: v.exactOptional(count), customersAffected: v.exactOptional(count),
  verification: v.exactOptional(v.object({ result: v.picklist(words.verificationResults), how: optionalText })),
} as const;

/** Why actions are allowed, and what is prepared before any incident (docs/spec/authority.md). */
export const authorityBodies = {
  /** What was signed beforehand. Empty lists of kinds of systems and of accounts mean any target. */
  'standing-approval': v.object({
    ref: refSchema, title: line, level: v.picklist(words.approvalLevels), actionKinds: v.array(v.picklist(actionKinds)), systemKinds: v.array(v.picklist(systemKinds)),
    accountKinds: v.array(v.picklist(accountKinds)), exclusions: v.array(line), signatory: line, signedAt: occurredSchema, validUntil: occurredSchema, customer: optionalLine,
    document: optionalLine, documentSha256: v.exactOptional(sha256Schema), notes: optionalText, twoApprovers: v.exactOptional(v.boolean()), windows: v.exactOptional(v.array(line)),
  }),
  /** A request without `verdict`; an answer with one, to `request` when it was asked for in writing here. */
  approval: v.object({
    ref: refSchema, action: entryIdSchema, targets: v.array(line), seat: v.picklist(words.approvalSeats), requestedBy: line, requestedAt: time, approver: line, request: v.exactOptional(entryIdSchema),
    verdict: v.exactOptional(v.picklist(words.approvalVerdicts)), conditions: optionalText, expiresAt: time, channel: optionalLine, verbal: v.exactOptional(v.boolean()), readBack: v.exactOptional(v.boolean()),
    identity: v.exactOptional(v.object({ method: v.picklist(words.identityMethods), lineNumber: optionalLine, result: v.picklist(words.identityResults) })), note: optionalText,
  }),
  /** One line of the readiness checklist, looked at by somebody; when it was is `occurred`. */
  'readiness-check': v.object({ item: v.picklist(words.readinessItems), outcome: v.picklist(words.readinessOutcomes), signatory: line, detail: optionalText, validUntil: time, customer: optionalLine }),
} as const;
