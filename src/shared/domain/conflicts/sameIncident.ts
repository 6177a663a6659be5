import type { EntityId, EntryId, LogId, UnixMs } from '#base';
import { isSamePerson } from '../entities/person.ts';
import { standingOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entity, IncidentState } from '../view.ts';

/** Begin the tag of a decision that answers whether two logs hold one incident; the id of the other incident entry follows (docs/spec/entries.md section 12). */
export const SAME_TAG = 'incident-same:';
export const OTHER_TAG = 'incident-other:';

/** Titles repeat; the incidents of two people who saw the same thing are opened close to each other. */
const TITLE_WITHIN_MS = 48 * 3_600_000;
const MIN_NUMBER = 4;

export const sameSigns = ['reference', 'number', 'title'] as const;
export type SameSign = (typeof sameSigns)[number];

/** A decision that says of another log whether it holds the same incident. */
export interface PairAnswer {
  readonly log: LogId; readonly to: string; readonly isSame: boolean; readonly id: EntityId; readonly ref: string | null; readonly number: number;
  readonly choice: string; readonly reason: string | null; readonly decidedBy: string;
}

/** What is compared of an incident with those of other logs. */
export interface IncidentMarks {
  readonly entry: EntryId;
  readonly author: { readonly name: string; readonly prefix: string };
  readonly verdict: BodyOf<'incident'>['verdict'];
  readonly disposition: NonNullable<BodyOf<'incident'>['disposition']> | null;
  readonly duplicateOf: string | null;
  /** Numbers of other people, in the form in which they are compared, with how each was written. */
  readonly numbers: readonly (readonly [folded: string, written: string])[];
  readonly answers: readonly Omit<PairAnswer, 'log'>[];
}

/** An incident as it is compared with others; a card of the list is one. */
export interface MarkedIncident { readonly log: LogId; readonly ref: string; readonly title: string; readonly state: string; readonly createdAt: UnixMs; readonly marks: IncidentMarks }

/** Two logs that may hold one incident. */
export interface SameIncident {
  readonly id: string;
  /** The older one first. */
  readonly sides: readonly [MarkedIncident, MarkedIncident];
  readonly signs: readonly SameSign[];
  /** The numbers that both have, as the older one writes them. */
  readonly numbers: readonly string[];
  /** `contradicted`: one decision says that they are one, another that they are not. */
  readonly standing: 'open' | 'same' | 'different' | 'contradicted';
  readonly answers: readonly PairAnswer[];
}

/** What is compared of the incident of a log. */
export function incidentMarks(state: IncidentState, incident: Entity<'incident'>): IncidentMarks {
  const { verdict, disposition, duplicateOf } = incident.body;
  const { name, prefix } = incident.stamp.author;
  return {
    entry: incident.stamp.entryId, author: { name, prefix }, verdict, disposition: disposition ?? null, duplicateOf: duplicateOf?.trim() ? duplicateOf : null,
    numbers: numbersOf(state), answers: answersOf(state),
  };
}

/**
 * Pairs of logs that may hold one incident, those that nobody has answered first and the newest before older ones. Pure: the same on every console that
 * holds the same logs.
 */
export function sameIncidents(incidents: readonly MarkedIncident[]): readonly SameIncident[] {
  const found = new Map<string, SameIncident>();
  for (const alike of groupsOf(incidents)) {
    for (const [index, one] of alike.entries()) {
      for (const other of alike.slice(index + 1)) {
        const pair = pairOf(one, other);
        if (pair !== null) found.set(pair.id, pair);
      }
    }
  }
  const isOpen = ({ standing }: SameIncident): number => (standing === 'open' || standing === 'contradicted' ? 0 : 1);
  return [...found.values()].sort((left, right) => isOpen(left) - isOpen(right) || right.sides[1].createdAt - left.sides[1].createdAt || (left.id < right.id ? -1 : 1));
}

/** How a log names another one: its reference, with the beginning of its id where both have the same. */
export function nameOfOther(other: Pick<MarkedIncident, 'log' | 'ref'>, own: Pick<MarkedIncident, 'ref'>): string {
  return foldReference(other.ref) === foldReference(own.ref) ? `${other.ref} (${other.log.slice(0, 8)})` : other.ref;
}

/** Letters and numbers of a reference in their order, without case, signs and leading zeros. */
export function foldReference(written: string): string {
  return (written.normalize('NFKC').toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? []).map((part) => part.replace(/^0+(?=\p{N})/u, '')).join('-');
}

// Only what shares a sign is compared, so that a long list costs no more than it has to.
function groupsOf(incidents: readonly MarkedIncident[]): readonly (readonly MarkedIncident[])[] {
  const groups = new Map<string, MarkedIncident[]>();
  const put = (key: string, incident: MarkedIncident): void => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [incident]);
    else group.push(incident);
  };
  for (const incident of incidents) {
    put(`reference ${foldReference(incident.ref)}`, incident);
    put(`title ${foldTitle(incident.title)}`, incident);
    for (const [number] of incident.marks.numbers) put(`number ${number}`, incident);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

function pairOf(left: MarkedIncident, right: MarkedIncident): SameIncident | null {
  // Whoever wrote both knew of the other one.
  if (left.marks.author.prefix === right.marks.author.prefix && isSamePerson(left.marks.author.name, right.marks.author.name)) return null;
  const isLater = left.createdAt > right.createdAt || (left.createdAt === right.createdAt && left.log > right.log);
  const sides: SameIncident['sides'] = isLater ? [right, left] : [left, right];
  const numbers = sides[0].marks.numbers.flatMap(([folded, written]) => (sides[1].marks.numbers.some(([number]) => number === folded) ? [written] : []));
  const isSign: Readonly<Record<SameSign, boolean>> = {
    reference: foldReference(left.ref) !== '' && foldReference(left.ref) === foldReference(right.ref), number: numbers.length > 0,
    title: foldTitle(left.title) !== '' && foldTitle(left.title) === foldTitle(right.title) && Math.abs(left.createdAt - right.createdAt) <= TITLE_WITHIN_MS,
  };
  const signs = sameSigns.filter((sign) => isSign[sign]);
  if (signs.length === 0) return null;
  const answers = [answersTo(sides[0], sides[1]), answersTo(sides[1], sides[0])].flat();
  return { id: sides.map(({ log }) => log).join(' '), sides, signs, numbers, answers, standing: standingOfPair(sides, answers) };
}

function standingOfPair([one, other]: SameIncident['sides'], answers: readonly PairAnswer[]): SameIncident['standing'] {
  const isOne = answers.some(({ isSame }) => isSame) || isDuplicateOf(one, other) || isDuplicateOf(other, one);
  const isTwo = answers.some(({ isSame }) => !isSame);
  if (isOne && isTwo) return 'contradicted';
  return isOne ? 'same' : isTwo ? 'different' : 'open';
}

function answersTo(own: MarkedIncident, other: MarkedIncident): readonly PairAnswer[] {
  return own.marks.answers.filter(({ to }) => to === other.marks.entry).map((answer) => ({ ...answer, log: own.log }));
}

// A reference that both bear names nobody; with the id of the log it does.
function isDuplicateOf({ ref, marks }: MarkedIncident, other: MarkedIncident): boolean {
  if (marks.disposition !== 'duplicate' || marks.duplicateOf === null) return false;
  return foldReference(marks.duplicateOf) === foldReference(nameOfOther(other, { ref }));
}

function numbersOf(state: IncidentState): IncidentMarks['numbers'] {
  const written = [...standingOf(state, 'intake').flatMap(({ body }) => body.ticket ?? []), ...standingOf(state, 'outside-reference').map(({ body }) => body.reference)];
  const folded = new Map<string, string>();
  for (const number of written) {
    const key = foldReference(number);
    if (/\p{N}/u.test(key) && key.replaceAll('-', '').length >= MIN_NUMBER && !folded.has(key)) folded.set(key, number.trim());
  }
  return [...folded];
}

function answersOf(state: IncidentState): IncidentMarks['answers'] {
  return standingOf(state, 'decision').flatMap(({ id, ref, stamp, body, envelope, state: reached }) => (['decided', 'ratified'].includes(reached ?? '') ? envelope.tags : []).flatMap((tag) => {
    const prefix = [SAME_TAG, OTHER_TAG].find((one) => tag.startsWith(one));
    return prefix === undefined ? [] : [{ to: tag.slice(prefix.length), isSame: prefix === SAME_TAG, id, ref, number: stamp.number, choice: body.choice, reason: body.reason ?? null, decidedBy: body.decidedBy }];
  }));
}

function foldTitle(title: string): string {
  return (title.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}
