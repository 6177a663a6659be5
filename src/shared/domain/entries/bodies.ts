import * as v from 'valibot';
import { alertBodies } from './areas/alerts.ts';
import { intakeBodies, verdictFields } from './areas/intake.ts';
import { actionCourse, authorityBodies } from './areas/authority.ts';
import { closureBodies } from './areas/closure.ts';
import { distributionBodies, reportRedaction } from './areas/distribution.ts';
import { custodyBodies, custodyFields } from './areas/custody.ts';
import { regulationBodies } from './areas/regulation.ts';
import { commandBodies } from './areas/command.ts';
import { channelsBodies, sendingFields } from './areas/channels.ts';
import { base64Of, count, entryIdSchema, hashes, hexOf, line, optionalLine, optionalText, refSchema, sha256Schema, techniqueSchema, text } from './fields.ts';
import { membershipBodies } from './areas/membership.ts';
import { syncBodies } from './areas/sync.ts';
import { scopeBodies } from './areas/scope.ts';
import { contactRoleFields, updatesBodies } from './areas/updates.ts';
import { occurredSchema, unixMsSchema, type DeepReadonly } from './time.ts';
import * as words from './vocabulary.ts';

const statement = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})+$/), v.maxLength(262_144));

/** One sealed part of an evidence item: an age file of at most 256 MiB of plaintext. `plainSha256` is written for an item's only part. */
export const evidencePartSchema = v.object({ plainBytes: count, sealedBytes: count, plainSha256: v.exactOptional(sha256Schema), sealedSha256: sha256Schema });
export type EvidencePart = v.InferOutput<typeof evidencePartSchema>;

/** Why an action was allowed: a standing approval, recorded approvals, an emergency override, or not stated yet. */
export const authoritySchema = v.variant('basis', [
  v.object({ basis: v.literal('standing'), reference: line }),
  v.object({ basis: v.literal('approval'), approver: line, channel: optionalLine, at: v.exactOptional(occurredSchema), secondApprover: optionalLine }),
  v.object({ basis: v.literal('override'), harm: line, alternative: optionalLine }),
  v.object({ basis: v.literal('not-stated') }),
]);
export type Authority = DeepReadonly<v.InferOutput<typeof authoritySchema>>;

/** Ids of playbooks and of their steps: UUIDs as CACAO uses them, in lower case. */
export const playbookIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
/** What a playbook says (docs/spec/playbooks.md section 1). A run keeps it whole, so that it reads the same when the library has moved on. */
const playbookFields = {
  playbook: playbookIdSchema, code: optionalLine, version: line, title: line, useWhen: optionalText, types: v.array(v.picklist(words.incidentTypes)), minimumSeverity: v.exactOptional(v.picklist(words.severities)),
  attack: v.exactOptional(v.object({ version: line, ids: v.array(techniqueSchema.entries.id) })), d3fend: v.exactOptional(v.object({ version: line, ids: v.array(line) })),
  steps: v.array(v.object({
    id: playbookIdSchema, phase: v.picklist(words.playbookPhases), kind: v.picklist(words.playbookStepKinds), text, actionKind: v.exactOptional(v.picklist(words.actionKinds)),
    twoApprovers: v.exactOptional(v.boolean()), captureFirst: v.exactOptional(v.boolean()),
  })),
};

/** Bodies of entries that create an entity; the entity carries the id of that entry. */
export const creatingBodies = {
  incident: v.object({
    ref: v.pipe(v.string(), v.minLength(1), v.maxLength(40)), title: line, codename: optionalLine, summary: optionalText,
    severity: v.picklist(words.severities), priority: v.exactOptional(v.picklist(words.priorities)),
    types: v.array(v.picklist(words.incidentTypes)), verdict: v.picklist(words.verdicts), major: v.boolean(),
    tlp: v.picklist(words.tlpLabels), pap: v.exactOptional(v.picklist(words.papLabels)),
    customer: optionalLine, exercise: v.boolean(), zone: line,
    /** Sets of clocks by which the incident is run (docs/spec/clocks.md section 6). */
    clockProfiles: v.exactOptional(v.array(v.picklist(words.clockProfiles))),
    ...verdictFields,
  }),
  person: v.object({ name: line, initials: v.pipe(v.string(), v.minLength(1), v.maxLength(4)), role: optionalLine, organisation: optionalLine, prefix: v.pipe(v.string(), v.regex(/^[A-Z0-9]{2}$/)) }),
  note: v.object({ text }),
  event: v.object({
    track: v.picklist(words.timelineTracks), fact: text, source: optionalLine, host: optionalLine, account: optionalLine,
    technique: v.exactOptional(techniqueSchema), confidence: v.exactOptional(v.picklist(words.confidences)),
    raw: optionalText, locator: optionalLine, interpretation: optionalText,
  }),
  evidence: v.object({
    ref: refSchema, name: line, evidenceKind: v.picklist(words.evidenceKinds), description: optionalText,
    origin: v.picklist(['file', 'pasted', 'physical', 'issued-report']),
    sourceName: optionalLine, sourceModified: v.exactOptional(unixMsSchema), sourceSystem: optionalLine, sourceWhere: optionalLine,
    collectedBy: line, witness: optionalLine, tool: optionalLine, authority: optionalLine, custodian: line, storage: optionalLine,
    sealNumber: optionalLine, serial: optionalLine, personalData: v.exactOptional(v.boolean()), purpose: v.exactOptional(v.picklist(words.evidencePurposes)),
    /** Absent for physical items. `identity` is the item's own age key, disclosed with the item and with nothing else. */
    sealed: v.exactOptional(v.object({
      size: count, hashes, parts: v.array(evidencePartSchema), recipient: v.pipe(v.string(), v.regex(/^age1[0-9a-z]+$/)),
      identity: v.pipe(v.string(), v.regex(/^AGE-SECRET-KEY-1[0-9A-Z]+$/)), startedAt: unixMsSchema, endedAt: unixMsSchema, readBackAt: unixMsSchema,
      mediaType: optionalLine,
    })),
  }),
  action: v.object({
    ref: refSchema, title: text, actionKind: v.picklist(words.actionKinds), phase: v.exactOptional(v.picklist(words.phases)),
    targets: v.array(line), authority: authoritySchema, executor: optionalLine, requestedAt: v.exactOptional(occurredSchema),
    doneAt: v.exactOptional(occurredSchema), due: v.exactOptional(occurredSchema), rationale: optionalText, expectedEffect: optionalText,
    disruption: optionalText, rollbackPlan: optionalText, steps: optionalText, state: v.picklist(words.actionStates),
    ...actionCourse,
  }),
  decision: v.object({
    ref: refSchema, question: text, options: v.array(line), choice: text, reason: optionalText, known: optionalText, unknown: optionalText,
    decidedBy: line, consulted: v.array(line), dissent: optionalText, reviewBy: v.exactOptional(occurredSchema), reversible: v.exactOptional(v.boolean()),
    /** A decision about a clock: it need not be met, or its time stands still. */
    clock: v.exactOptional(v.object({ id: line, effect: v.picklist(words.clockEffects) })),
    state: v.picklist(words.decisionStates),
  }),
  task: v.object({ ref: refSchema, title: text, phase: v.exactOptional(v.picklist(words.phases)), owner: optionalLine, due: v.exactOptional(occurredSchema), state: v.picklist(words.taskStates) }),
  system: v.object({
    ref: refSchema, name: line, systemKind: v.picklist(words.systemKinds), addresses: v.array(line), owner: optionalLine, location: optionalLine,
    criticality: v.picklist(words.criticalities), clockErrorMs: v.exactOptional(v.pipe(v.number(), v.safeInteger())), customerSystem: v.exactOptional(v.boolean()),
    notes: optionalText, state: v.picklist(words.systemStates),
    /** Two separate checks before it counts as recovered; the amendment that sets one says on what basis. */
    secure: v.exactOptional(v.boolean()), operational: v.exactOptional(v.boolean()),
  }),
  account: v.object({
    ref: refSchema, principal: line, realm: optionalLine, accountKind: v.picklist(words.accountKinds), privilege: optionalLine, owner: optionalLine,
    notes: optionalText, state: v.picklist(words.accountStates), persistenceChecked: v.exactOptional(v.array(v.picklist(words.persistenceChecks))),
  }),
  indicator: v.object({
    ref: refSchema, indicatorType: v.picklist(words.indicatorTypes), value: text, context: optionalText, verdict: v.picklist(words.indicatorVerdicts),
    confidence: v.exactOptional(v.picklist(words.confidences)), tlp: v.exactOptional(v.picklist(words.tlpLabels)), technique: v.exactOptional(techniqueSchema),
    state: v.picklist(words.indicatorStates), pap: v.exactOptional(v.picklist(words.papLabels)),
    firstSeen: v.exactOptional(occurredSchema), lastSeen: v.exactOptional(occurredSchema), validUntil: v.exactOptional(occurredSchema),
  }),
  contact: v.object({
    name: line, organisation: optionalLine, roleTitle: optionalLine, contactKinds: v.array(v.picklist(words.contactKinds)),
    numbers: v.array(line), emails: v.array(line), zone: optionalLine, notes: optionalText,
    /** Place in the escalation order, 1 first; absent: not in the order. */
    order: v.exactOptional(v.pipe(count, v.minValue(1), v.maxValue(9999))),
    ...contactRoleFields,
  }),
  communication: v.object({
    direction: v.picklist(['out', 'in']), communicationKind: v.picklist(words.communicationKinds), counterpart: optionalLine, channel: optionalLine,
    text, outcome: v.exactOptional(v.picklist(words.callOutcomes)),
    /** The channel belongs to the organisation under attack. */
    corporate: v.exactOptional(v.boolean()),
    /** The call run of which this is one attempt; names no entry. */
    run: v.exactOptional(entryIdSchema),
    ...sendingFields,
    /** The clock of a regime whose submission this is, and the authority's receipt (docs/spec/packs.md section 5). */
    clock: optionalLine, receipt: optionalLine,
  }),
  milestone: v.object({ milestone: v.picklist(words.milestoneKinds), basis: text }),
  ...intakeBodies,
  ...alertBodies,
  /** A section of the post-incident report written by a person: root cause, learnings, prevention and the like. */
  narrative: v.object({ section: v.pipe(v.string(), v.regex(/^[a-z][a-z-]{1,40}$/)), text }),
  report: v.object({
    documentType: v.picklist(['post-incident', 'forensic-timeline', 'evidence-register', 'custody-form', 'lessons-learned', 'decision-log', 'containment-authorisation', 'law-enforcement-referral', 'distribution-log', 'handover', 'sitrep', 'plan', 'message', 'worksheet', 'call-sheet', 'channel-cards', 'roll-call', 'evidence-label', 'completeness']), issue: v.pipe(count, v.minValue(1)),
    title: line, tlp: v.picklist(words.tlpLabels), contentSha256: sha256Schema, evidence: entryIdSchema, supersedes: v.exactOptional(entryIdSchema),
    heads: v.array(v.object({ feed: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), seq: count, headerSha256: sha256Schema })), changes: optionalText,
    redaction: v.exactOptional(reportRedaction), items: v.exactOptional(v.array(entryIdSchema)), worksheet: optionalLine,
  }),
  export: v.object({
    format: line, rows: count, leftOut: count, filter: optionalText, contentSha256: sha256Schema,
    /** Of a bundle: its id, the fingerprints of the devices it is for, and how far the log reached (docs/spec/bundle.md section 4). */
    bundle: v.exactOptional(hexOf(32)), recipients: v.exactOptional(v.array(hexOf(20))),
    heads: v.exactOptional(v.array(v.object({ feed: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), seq: count, headerSha256: sha256Schema }))),
  }),
  /** What somebody else remembers of a log: a head slip, a time stamp and its request, or a cosignature (docs/spec/witness.md section 2). */
  witness: v.variant('witnessKind', [
    v.object({
      witnessKind: v.literal('head-slip'), logCode: hexOf(8), feedCode: hexOf(8), size: v.pipe(count, v.minValue(1)),
      words: v.pipe(v.string(), v.regex(/^[a-z]{3,8}(?: [a-z]{3,8}){7}$/)), means: v.picklist(words.slipMeans), from: line,
      full: v.exactOptional(v.object({ log: hexOf(32), feed: hexOf(64), root: hexOf(64) })),
    }),
    v.object({ witnessKind: v.literal('stamp-request'), statement, nonce: v.pipe(v.string(), v.regex(/^(?!0{16})[0-7][0-9a-f]{15}$/)) }),
    v.object({ witnessKind: v.literal('stamp-token'), statement, token: base64Of(49_152), authority: entryIdSchema }),
    v.object({ witnessKind: v.literal('cosignature'), cosignature: base64Of(131_072) }),
  ]),
  /** A time-stamp authority chosen by people: its root or signing certificate. */
  'time-authority': v.object({ name: line, certificate: base64Of(16_384), note: optionalText }),
  /** A playbook of one's own: a further version is a further entry. */
  playbook: v.object({
    ...playbookFields, reason: text,
    /** After how many days somebody has to look at it again (docs/spec/playbooks.md section 5). */
    reviewDays: v.exactOptional(v.pipe(count, v.minValue(1), v.maxValue(3660))),
    /** The lesson that asked for this version; incidents have their own journals, so it is named and not linked. */
    fromLesson: v.exactOptional(v.object({ incident: line, lesson: line })),
  }),
  'playbook-run': v.object(playbookFields),
  /** How a step was settled; the links say what did it. */
  'playbook-step': v.object({ run: entryIdSchema, step: playbookIdSchema, text, outcome: v.picklist(words.playbookOutcomes), remark: optionalText }),
  ...regulationBodies,
  ...scopeBodies,
  ...commandBodies,
  ...custodyBodies,
  ...closureBodies,
  ...distributionBodies,
  ...authorityBodies,
  ...channelsBodies,
  ...updatesBodies,
  ...membershipBodies,
  ...syncBodies,
  recovery: v.object({
    what: v.picklist(['torn-tail', 'damage', 'new-feed', 'working-copy-rebuilt', 'fork']), detail: text,
    /** Frames that an import left out (docs/spec/bundle.md section 3). */
    refused: v.exactOptional(v.object({ frames: v.pipe(count, v.minValue(1)), bundles: v.array(line), reasons: v.array(v.object({ reason: line, frames: v.pipe(count, v.minValue(1)) })) })),
  }),
} as const;

/** Custody: two-sided. A `release` without `receive` or `refuse` leaves the item in transit. */
export const custodySchema = v.object({
  item: entryIdSchema, type: v.picklist(words.custodyTypes), by: line, to: optionalLine, organisation: optionalLine, place: optionalLine,
  purpose: optionalLine, authority: optionalLine, method: v.exactOptional(v.picklist(words.custodyMethods)), tracking: optionalLine, sealNumber: optionalLine,
  condition: optionalLine, release: v.exactOptional(entryIdSchema),
  hashCheck: v.exactOptional(v.object({ algorithm: v.picklist(words.hashAlgorithms), expected: v.string(), actual: v.string(), result: v.picklist(['match', 'mismatch']) })),
  note: optionalText, ...custodyFields,
});

/** Bodies of entries that act on something earlier. Nothing is edited: the earlier entry stays as it was sealed. */
export const actingBodies = {
  /** Replaces one top-level field of the target's body, or its `occurred` or `tags`; values are JSON text, `value` absent to clear a field. */
  amend: v.object({ target: entryIdSchema, field: v.pipe(v.string(), v.regex(/^[a-zA-Z]{1,40}$/)), from: v.exactOptional(v.string()), value: v.exactOptional(v.string()), reason: text }),
  retract: v.object({ target: entryIdSchema, reason: text }),
  /** Takes back an amend, retract, transition or link: the undo of a step is a forward entry too. */
  revert: v.object({ target: entryIdSchema, reason: optionalText }),
  transition: v.object({ target: entryIdSchema, state: v.pipe(v.string(), v.regex(/^[a-z][a-z-]{1,30}$/)), reason: optionalText }),
  custody: custodySchema,
  link: v.object({ from: entryIdSchema, to: entryIdSchema, relation: v.picklist(words.linkRelations), note: optionalLine }),
  attest: v.object({ target: entryIdSchema, verdict: v.picklist(['confirm', 'dispute']), note: optionalText }),
} as const;

export const entryBodies = { ...creatingBodies, ...actingBodies } as const;
export type CreatingKind = keyof typeof creatingBodies;
export type ActingKind = keyof typeof actingBodies;
export type EntryKind = keyof typeof entryBodies;
export type BodyOf<K extends EntryKind> = DeepReadonly<v.InferOutput<(typeof entryBodies)[K]>>;
