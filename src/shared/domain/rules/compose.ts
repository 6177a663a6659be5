import * as v from 'valibot';
import { fail, formatUtc, isZone, ok, zoneOffsetMinutes, type EntryId, type Failure, type Result, type UnixMs } from '#base';
import { unsettledFault } from '../conflicts/unsettledFault.ts';
import { approvalFault } from '../authority/approvals.ts';
import { reEnableFault } from '../authority/course.ts';
import { windowsFault } from '../authority/windows.ts';
import { standingOf } from '../entities/select.ts';
import { isNumberedKind, nextRef } from '../entities/nextRef.ts';
import { entryBodies, type ActingKind, type BodyOf, type EntryKind } from '../entries/bodies.ts';
import { envelopeSchema, type Entry, type Envelope } from '../entries/entry.ts';
import { issuePath, withoutUndefined } from '../entries/parse.ts';
import type { Occurred } from '../entries/time.ts';
import { amendMessageFault, signOffFault } from '../messages/fault.ts';
import { applyAmendment, fieldText } from '../projection/amend.ts';
import type { ActingEntry } from '../projection/record.ts';
import { targetsOf } from '../projection/targets.ts';
import type { IncidentState } from '../view.ts';
import type { EntryDraft } from '../views.ts';
import { hasDistinctApprovers } from './approvals.ts';
import { causeFault } from './causes.ts';
import { handoverItemFault } from './handoverItems.ts';
import { isStateOf } from './nextStates.ts';
import { subscriptionFault } from '../updates/intervals.ts';
import { playbookStepFault } from './playbookSteps.ts';

export interface ComposeContext {
  readonly author: Envelope['author'];
  readonly now: UnixMs;
  /** Zone of this device, stored with the recorded time. */
  readonly zone: string;
  readonly id: EntryId;
  readonly state: IncidentState;
}
export type ComposeFailure = Failure<'invalid-entry' | 'unknown-target'>;

const sameApprovers = 'the field "authority" names one person twice: two approvals and the doing are three people';
const actingKinds: readonly EntryKind[] = ['amend', 'retract', 'revert', 'transition', 'custody', 'link', 'attest'] satisfies readonly ActingKind[];

/**
 * Makes a whole entry from what a person typed: gives the next reference, takes `now` when no time was written, checks every field and
 * every target against the state. Fails with a sentence that names the field (`invalid-entry`) or the target (`unknown-target`).
 */
export function composeEntry(draft: EntryDraft, context: ComposeContext): Result<Entry, ComposeFailure> {
  const { author, now, zone, id, state } = context;
  const recorded = { at: now, zone: isZone(zone) ? zone : 'UTC', offsetMinutes: isZone(zone) ? zoneOffsetMinutes(now, zone) : 0 };
  const envelope = v.safeParse(envelopeSchema, withoutUndefined({
    v: 1, id, author, onBehalfOf: draft.onBehalfOf, witness: draft.witness, occurred: draft.occurred ?? occurredNow(now, recorded.zone), recorded,
    lateReason: draft.lateReason || undefined, source: draft.source ?? 'typed', origin: draft.origin, tags: [...new Set(draft.tags ?? [])], links: uniqueLinks(draft.links ?? []),
  }));
  if (!envelope.success) return invalid(envelope.issues[0], '');
  const filled = withoutUndefined(withRef(draft, context));
  const body = v.safeParse(entryBodies[draft.kind] as v.GenericSchema, filled);
  if (!body.success) return invalid(body.issues[0], '');
  const broken = brokenText({ ...envelope.output, body: body.output }, '');
  if (broken !== null) return fail('invalid-entry', `the field "${broken}" holds half of a character; type that character again`);
  // Kind and body belong together because the schema was chosen by the kind.
  const entry = { ...envelope.output, kind: draft.kind, body: body.output } as Entry;
  const missing = entry.links.find((link) => findSubject(state, link.to) === null);
  if (missing !== undefined) return fail('unknown-target', 'a link points at an entry that is not in this journal');
  if (entry.kind === 'action' && !hasDistinctApprovers(entry.body, author.name)) return fail('invalid-entry', sameApprovers);
  const fault = entry.kind === 'playbook-step' ? playbookStepFault(entry, state) : entry.kind === 'sign-off' ? signOffFault(entry, state) : entry.kind === 'subscription' ? subscriptionFault(entry.body) : authorityFault(entry, state);
  if (fault !== null) return fail('invalid-entry', fault);
  const itemFault = entry.kind === 'handover-item' ? handoverItemFault(entry, state) : null;
  if (itemFault !== null) return fail('invalid-entry', itemFault);
  return isActing(entry) ? checkStep(entry, state) : ok(entry);
}

function authorityFault(entry: Entry, state: IncidentState): string | null {
  if (entry.kind === 'standing-approval') return windowsFault(entry.body.windows);
  if (entry.kind === 'approval') {
    if (state.entities.get(entry.body.action)?.kind !== 'action') return 'the field "action" names no action of this journal';
    return approvalFault(entry.body, standingOf(state, 'approval')) ?? unsettledFault(entry, state);
  }
  return entry.kind === 'transition' && entry.body.state === 're-enabled' ? reEnableFault(state, entry.body.target) : unsettledFault(entry, state);
}

/** The time of something that is written down as it happens. */
export function occurredNow(now: UnixMs, zone: string): Occurred {
  return { at: now, precision: 'second', zone, offsetMinutes: zoneOffsetMinutes(now, zone), written: formatUtc(now, 'second'), clockSource: 'device' };
}

function checkStep(entry: ActingEntry, state: IncidentState): Result<Entry, ComposeFailure> {
  const targets = targetsOf(entry, (id) => findSubject(state, id));
  if (!targets.ok) return targets.error.kind === 'dangling' ? fail('unknown-target', 'the entry that this acts on is not in this journal') : fail('invalid-entry', targets.error.message);
  if (entry.kind === 'transition') {
    const kind = state.entities.get(entry.body.target)?.kind;
    return kind === undefined || isStateOf(kind, entry.body.state) ? ok(entry) : fail('invalid-entry', `the field "state" is not a state of this kind`);
  }
  if (entry.kind !== 'amend') return ok(entry);
  const target = state.entities.get(entry.body.target);
  if (target === undefined) return fail('unknown-target', 'the entry that this amends is not in this journal');
  const sent = entry.body.field === 'tags' || entry.body.field === 'occurred' ? null : amendMessageFault(target.id, state);
  if (sent !== null) return fail('invalid-entry', sent);
  const reading = { body: target.body, occurred: target.envelope.occurred, tags: target.envelope.tags };
  const result = applyAmendment(target.kind, reading, entry.body);
  if (!result.ok) return fail('invalid-entry', result.error.message);
  if (target.kind === 'action' && !hasDistinctApprovers(result.value.body as BodyOf<'action'>, target.stamp.author.name)) return fail('invalid-entry', sameApprovers);
  const fault = target.kind === 'cause' && ['text', 'parent'].includes(entry.body.field) ? causeFault(result.value.body as BodyOf<'cause'>, target.id, state) : null;
  if (fault !== null) return fail('invalid-entry', fault);
  const from = entry.body.from ?? fieldText(reading, entry.body.field);
  return ok(from === null ? entry : { ...entry, body: { ...entry.body, from } });
}

function withRef(draft: EntryDraft, { state, author }: ComposeContext): unknown {
  const body: Readonly<Record<string, unknown>> = { ...draft.body };
  return isNumberedKind(draft.kind) && (body['ref'] === undefined || body['ref'] === '') ? { ...body, ref: nextRef(state, draft.kind, author.prefix) } : body;
}

function findSubject(state: IncidentState, id: EntryId): { readonly kind: EntryKind; readonly of: readonly EntryId[] } | null {
  const entity = state.entities.get(id);
  if (entity !== undefined) return { kind: entity.kind, of: [id] };
  const row = state.journal.findLast((candidate) => candidate.stamp.entryId === id);
  return row === undefined ? null : { kind: row.stamp.kind, of: [row.subject] };
}

function uniqueLinks(links: Envelope['links']): Envelope['links'] {
  return links.filter((link, index) => links.findIndex((other) => other.to === link.to && other.relation === link.relation) === index);
}

function isActing(entry: Entry): entry is ActingEntry {
  return actingKinds.includes(entry.kind);
}

// Text with half of a surrogate pair has no UTF-8 form and could never be sealed.
function brokenText(value: unknown, path: string): string | null {
  if (typeof value === 'string') return value.isWellFormed() ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const found = brokenText(item, path === '' || path === 'body' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

interface Issue { readonly type: string; readonly received: string; readonly requirement?: unknown; readonly message: string; readonly path?: readonly { readonly key: unknown }[] | undefined }

function invalid(issue: Issue, prefix: string): Result<never, ComposeFailure> {
  const path = prefix + issuePath(issue);
  return fail('invalid-entry', path === '' ? issue.message : `the field "${path}" ${complaint(issue)}`);
}

// Sentences never quote what was typed: they may be logged.
function complaint(issue: Issue): string {
  if (issue.received === 'undefined') return 'is missing';
  const bound = typeof issue.requirement === 'number' ? issue.requirement : null;
  switch (issue.type) {
    case 'min_length': return bound === 1 ? 'is empty' : `is too short, ${bound} at least`;
    case 'max_length': return `is too long, ${bound} characters at most`;
    case 'min_value': return `is too small, ${bound} at least`;
    case 'max_value': return `is too large, ${bound} at most`;
    case 'picklist': return 'is none of the known values';
    case 'regex': return 'is not written in the form it needs';
    case 'check': return `does not hold together: ${issue.message}`;
    default: return 'is not of the right kind';
  }
}
