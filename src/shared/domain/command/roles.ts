import type { EntityId, EntryId, UnixMs } from '#base';
import { entityOf, standingOf } from '../entities/select.ts';
import { incidentRoles } from '../entries/vocabulary.ts';
import type { IncidentState } from '../view.ts';
import { acceptancesOf, seenBetween, type Acceptance, type IncidentRole } from './acceptances.ts';
import { isSamePerson } from '../entities/person.ts';
import { instantOfStamp } from './stamps.ts';

/** Somebody in a role, from an instant until another; null while it lasts. */
export interface Tenure {
  readonly assignment: EntityId; readonly role: IncidentRole; readonly person: string; readonly organisation: string | null; readonly contact: string | null;
  readonly qualifications: readonly string[]; readonly from: UnixMs; readonly to: UnixMs | null;
  /** Who follows, where somebody does. */
  readonly next: string | null;
  /** Relieved, or beyond the end that was planned: of a coordinator without a successor, who stays responsible. */
  readonly isRelieved: boolean; readonly plannedUntil: UnixMs | null;
  readonly entry: EntryId; readonly number: number;
}
/** Somebody who was asked and has not accepted. */
export interface Request { readonly assignment: EntityId; readonly role: IncidentRole; readonly person: string; readonly contact: string | null; readonly askedAt: UnixMs; readonly answer: string; readonly number: number }

/** Who is what in an incident (docs/spec/command.md section 1). */
export interface RolesView {
  /** Every coordinator in turn: exactly one at any instant from the first acceptance on. */
  readonly coordinators: readonly Tenure[];
  /** Coordinators who accepted without knowing of each other, when more than one; else empty. */
  readonly contested: readonly Tenure[];
  /** The incident is declared, open, and nobody coordinates it. */
  readonly vacantSince: UnixMs | null;
  /** Other roles, in the order of the list; those that last first. */
  readonly others: readonly Tenure[];
  readonly requests: readonly Request[];
}

const overStates: readonly string[] = ['not-an-incident', 'resolved', 'reviewing', 'closed'];

/** Roles as they follow from the journal; `coordinatorAt` tells who it is at an instant. */
export function rolesView(state: IncidentState): RolesView {
  const acceptances = acceptancesOf(state);
  const chain = acceptances.filter(({ role }) => role === 'incident-coordinator');
  const seen = seenBetween(state);
  const heads = chain.filter((one) => one.relieved === null && !chain.some((other) => other !== one && seen(one, other)));
  const isContested = heads.some((head) => heads.some((other) => !isSamePerson(head.person, other.person)));
  const coordinators = successionOf(state, chain, seen);
  return {
    coordinators, contested: isContested ? heads.map((head) => tenure(state, head, null, null)) : [], vacantSince: vacantSince(state, coordinators),
    others: otherTenures(state, acceptances.filter(({ role }) => role !== 'incident-coordinator')), requests: requestsOf(state),
  };
}

/** The coordinator at an instant, or null before the first acceptance. */
export function coordinatorAt(coordinators: readonly Tenure[], at: UnixMs): Tenure | null {
  return coordinators.findLast((one) => one.from <= at && (one.to === null || at < one.to)) ?? null;
}

// Each acceptance ends the one before it. Relieving one of two who did not know of each other gives the role to the other.
function successionOf(state: IncidentState, chain: readonly Acceptance[], seen: (earlier: Acceptance, later: Acceptance) => boolean): readonly Tenure[] {
  const turns = chain.map((acceptance) => ({ acceptance, at: acceptance.at, number: acceptance.stamp.number }));
  for (const one of chain) {
    if (one.relieved === null) continue;
    const other = chain.findLast((candidate) => candidate !== one && candidate.relieved === null && !seen(one, candidate) && !seen(candidate, one));
    if (other !== undefined) turns.push({ acceptance: other, at: Math.max(one.relieved.at, one.at) as UnixMs, number: one.relieved.stamp.number });
  }
  turns.sort((left, right) => left.at - right.at || left.number - right.number);
  return turns.map(({ acceptance, at }, index) => {
    const next = turns[index + 1];
    return { ...tenure(state, acceptance, next?.at ?? null, next?.acceptance.person ?? null), from: at };
  });
}

function otherTenures(state: IncidentState, acceptances: readonly Acceptance[]): readonly Tenure[] {
  const tenures = acceptances.map((one, index) => {
    const next = acceptances.slice(index + 1).find((other) => other.assignment === one.assignment);
    const planned = entityOf(state, 'assignment', one.assignment)?.body.until?.at ?? null;
    const ends = [one.relieved?.at, planned, next?.at].flatMap((at) => (typeof at === 'number' ? [at] : []));
    const to = ends.length === 0 ? null : (Math.max(one.at, Math.min(...ends)) as UnixMs);
    return tenure(state, one, to, next !== undefined && next.at === to ? next.person : null);
  });
  return tenures.toSorted((left, right) => Number(left.to !== null) - Number(right.to !== null) || incidentRoles.indexOf(left.role) - incidentRoles.indexOf(right.role) || left.from - right.from);
}

function tenure(state: IncidentState, { assignment, role, person, at, stamp, relieved, handover }: Acceptance, to: UnixMs | null, next: string | null): Tenure {
  const body = entityOf(state, 'assignment', assignment)?.body;
  // What was written about the first holder says nothing of the one who took over.
  const own = handover === null ? body : undefined;
  return {
    assignment, role, person, organisation: own?.organisation ?? null, contact: own?.contact ?? null, qualifications: own?.qualifications ?? [], from: at, to, next,
    isRelieved: relieved !== null, plannedUntil: own?.until?.at ?? null, entry: stamp.entryId, number: stamp.number,
  };
}

function vacantSince(state: IncidentState, coordinators: readonly Tenure[]): UnixMs | null {
  if (coordinators.length > 0 || overStates.includes(state.incident?.state ?? '')) return null;
  const declared = standingOf(state, 'milestone').filter(({ body }) => body.milestone === 'declared').map(({ stamp }) => instantOfStamp(stamp));
  return declared.length === 0 ? null : (Math.min(...declared) as UnixMs);
}

function requestsOf(state: IncidentState): readonly Request[] {
  return standingOf(state, 'assignment').flatMap((entity): readonly Request[] => {
    const answer = entity.state ?? entity.body.state;
    if (answer === 'accepted' || answer === 'relieved') return [];
    const { role, person, contact = null } = entity.body;
    return [{ assignment: entity.id, role, person, contact, askedAt: instantOfStamp(entity.stamp), answer, number: entity.stamp.number }];
  });
}
