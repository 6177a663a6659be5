import type { EntityId, EntryId } from '#base';
import { isSamePerson } from '../entities/person.ts';
import { standingOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import type { IncidentState, Stamp } from '../view.ts';
import { conflictKinds, levelOf, type ConflictEnd, type ConflictKind, type ConflictsView, type Contest, type MergeConflict } from './conflict.ts';
import { afterClosureContests, incidentContests, orderContests, removedContests, stopContests } from './courseRules.ts';
import { approvalContests, coordinatorContests, receiptContests, stepContests } from './peopleRules.ts';
import { roomOf, type Room } from './room.ts';
import { fieldContests, indicatorContests, milestoneContests, severityContests } from './valueRules.ts';

type IsAfterRemoval = Parameters<typeof removedContests>[1];

const rules: readonly ((room: Room) => readonly Contest[])[] = [
  coordinatorContests, approvalContests, receiptContests, severityContests, milestoneContests, incidentContests, fieldContests, stopContests, indicatorContests, stepContests, afterClosureContests, orderContests,
];

/** Kinds that end only by the entry that changes what counts, or by attestations: a decision alone says nothing of them. */
const decidedAlone: readonly ConflictKind[] = ['approval', 'milestone', 'incident-twice', 'stopped-twice', 'contact', 'indicator', 'step', 'after-closure', 'order'];

const none: ConflictsView = { open: [], settled: [] };
// Header, banner and list ask for the same after each entry; a state is a new object after each change.
const known = new WeakMap<IncidentState, ConflictsView>();

/** Everything that people wrote apart and that contradicts, open and settled (docs/spec/entries.md section 11). Follows from the journal alone. */
export function conflictsOf(state: IncidentState): ConflictsView {
  // Nobody contradicts without knowing of it where one device writes.
  if (state.knowledge.size <= 1) return none;
  const before = known.get(state);
  if (before !== undefined) return before;
  const view = viewOf(state, rules);
  known.set(state, view);
  return view;
}

/** The same with the entries of removed devices, which only the holder of the log can tell. */
export function conflictsWithRemoved(state: IncidentState, isAfterRemoval: IsAfterRemoval): ConflictsView {
  const { open, settled } = conflictsOf(state);
  const removed = removedContests(roomOf(state), isAfterRemoval).map((contest) => toConflict(contest, null));
  return { open: [...open, ...removed], settled };
}

function viewOf(state: IncidentState, all: typeof rules): ConflictsView {
  const room = roomOf(state);
  const decisions = decisionsOf(state);
  const found = all.flatMap((rule) => rule(room)).map((contest) => toConflict(contest, endOf(room, contest, decisions)));
  const byKind = (left: MergeConflict, right: MergeConflict): number => conflictKinds.indexOf(left.kind) - conflictKinds.indexOf(right.kind) || left.since.number - right.since.number;
  return { open: found.filter(({ settled }) => settled === null).sort(byKind), settled: found.filter(({ settled }) => settled !== null).sort((left, right) => (left.settled?.by.number ?? 0) - (right.settled?.by.number ?? 0) || byKind(left, right)) };
}

function toConflict({ kind, subject, about, sides, more, counts, urgent, people, ...rest }: Contest, end: ConflictEnd & { readonly waitingFor?: readonly string[] } | { readonly waitingFor: readonly string[] } | null): MergeConflict {
  const settled = end !== null && 'by' in end ? { by: end.by, decision: end.decision } : null;
  const last = sides.reduce<Stamp>((latest, { stamp }) => (stamp.number > latest.number ? stamp : latest), sides[0]?.stamp ?? subject.stamp);
  return {
    id: [kind, subject.id, about ?? '', ...sides.map(({ stamp }) => stamp.entryId), rest.endedBy?.entryId ?? ''].join(' '), kind, level: levelOf(kind), about: about ?? null,
    subject: { id: subject.id, kind: subject.kind, ref: subject.ref, title: titleOf(subject), number: subject.stamp.number },
    sides: sides.map((side) => ({ ...side, counts: counts.includes(side.stamp.entryId) })), more: more ?? 0, urgent: urgent === true && settled === null, since: last,
    waitingFor: settled === null ? (end?.waitingFor ?? people ?? []) : [], settled,
  };
}

interface Answer { readonly end: NonNullable<ConflictEnd['decision']>; readonly stamp: Stamp; readonly to: ReadonlySet<string> }

// A decision answers the entries of a conflict by its links; one that was overturned answers nothing.
function decisionsOf(state: IncidentState): readonly Answer[] {
  return standingOf(state, 'decision').flatMap(({ id, ref, stamp, body, envelope, state: reached }): readonly Answer[] => {
    const to = new Set<string>(envelope.links.filter(({ relation }) => relation === 'answers').map((link) => link.to));
    if (to.size === 0 || !['decided', 'ratified'].includes(reached ?? '')) return [];
    return [{ stamp, to, end: { id, ref, number: stamp.number, choice: body.choice, reason: body.reason ?? null, decidedBy: body.decidedBy } }];
  });
}

function endOf(room: Room, contest: Contest, decisions: readonly Answer[]): ConflictEnd | { readonly waitingFor: readonly string[] } | null {
  const { kind, sides, endedBy, people } = contest;
  const answer = decisions.find(({ stamp, to }) => sides.every((side) => to.has(side.stamp.entryId) && room.seen(stamp, side.stamp)));
  const decision = answer?.end ?? null;
  if (endedBy !== null) return { by: endedBy, decision };
  if (answer !== undefined && decidedAlone.includes(kind)) return { by: answer.stamp, decision };
  if (people !== undefined) return attestedByAll(room, contest, people);
  const attest = levelOf(kind) === 'notice' ? attestsOf(room, contest)[0] : undefined;
  return attest === undefined ? null : { by: attest, decision: null };
}

function attestedByAll(room: Room, contest: Contest, people: readonly string[]): ConflictEnd | { readonly waitingFor: readonly string[] } {
  const attests = attestsOf(room, contest);
  const waitingFor = people.filter((person) => !attests.some(({ author }) => isSamePerson(author.name, person)));
  const last = attests.at(-1);
  return waitingFor.length > 0 || last === undefined ? { waitingFor } : { by: last, decision: null };
}

// Confirmations of one of the entries by somebody who had seen all of them, in the order of the journal.
function attestsOf({ state, seen }: Room, { sides }: Contest): readonly Stamp[] {
  const entries = new Set<EntryId>(sides.map(({ stamp }) => stamp.entryId));
  const subjects = new Set<EntityId>(sides.map(({ entity }) => entity));
  return [...subjects].flatMap((id) => (state.entities.get(id)?.changes ?? []).flatMap((change) => (
    change.type === 'attest' && change.verdict === 'confirm' && entries.has(change.target) && sides.every(({ stamp }) => seen(change.stamp, stamp)) ? [change.stamp] : []))).sort((left, right) => left.number - right.number);
}
