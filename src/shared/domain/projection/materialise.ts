import type { EntityId, EntryId } from '#base';
import { exhaustive } from '#base';
import type { BodyOf, CreatingKind } from '../entries/bodies.ts';
import { openChecksAfter } from '../authority/course.ts';
import { latenessOf } from '../occurred/interval.ts';
import { hasDistinctApprovers } from '../rules/approvals.ts';
import { isStateOf, nextStates } from '../rules/nextStates.ts';
import type { Change, Entity, Stamp } from '../view.ts';
import { applyAmendment, fieldText, sameJson, type Reading } from './amend.ts';
import { createCompetition, unionOf, type Competition } from './competing.ts';
import { deriveCustody, isFailedCheck } from './custody.ts';
import type { EntityRecord, Finding, Materialised, Step } from './record.ts';
import { rowsOf } from './rows.ts';
import type { Knowledge } from './seen.ts';

interface Course {
  reading: Reading;
  state: string | null;
  retracted: Entity['retracted'];
  amended: boolean;
  readonly changes: Change[];
  readonly linkedFrom: Set<EntityId>;
  readonly findings: Finding[];
  readonly competition: Competition;
}

/**
 * An entity as it reads after all its steps, replayed from the sealed original; with its journal rows, custody and findings.
 * Pure: the same record gives the same answer, in whatever order its steps arrived here before they were sorted.
 */
export function materialise(record: EntityRecord): Materialised {
  const { entry } = record;
  const course: Course = {
    reading: { body: entry.body, occurred: entry.occurred, tags: entry.tags }, state: initialState(entry.kind, entry.body), retracted: null, amended: false,
    changes: [], linkedFrom: new Set(record.linkedFrom), findings: [], competition: createCompetition(),
  };
  const undone = undoneSteps(record.steps);
  for (const step of record.steps) follow(course, record, step, undone.has(step.entry.id));
  if (entry.kind === 'action' && !hasDistinctApprovers(course.reading.body as BodyOf<'action'>, entry.author.name)) note(course, record.stamp, 'two approvals were asked for, and one person is named twice');
  const entity = toEntity(record, course);
  const custody = entry.kind === 'evidence' ? deriveCustody(course.reading.body as BodyOf<'evidence'>, custodyEvents(record.steps)) : null;
  return { entity, rows: rowsOf(record, entity, undone, course.amended), custody, findings: course.findings };
}

/** State in which an entity of a kind begins, or null for kinds without states. */
export function initialState(kind: CreatingKind, body: BodyOf<CreatingKind>): string | null {
  if (kind === 'incident') return 'reported';
  return 'state' in body ? body.state : null;
}

// A revert only ever targets an earlier step, so going backwards meets every revert before what it takes back.
function undoneSteps(steps: readonly Step[]): ReadonlySet<EntryId> {
  const undone = new Set<EntryId>();
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const step = steps[index];
    if (step?.entry.kind === 'revert' && !undone.has(step.entry.id)) undone.add(step.entry.body.target);
  }
  return undone;
}

function follow(course: Course, record: EntityRecord, step: Step, reverted: boolean): void {
  const { entry, stamp } = step;
  switch (entry.kind) {
    case 'amend':
      amend(course, record, { stamp, body: entry.body, reverted }, step.knows);
      return;
    case 'retract':
      course.changes.push({ type: 'retract', stamp, reason: entry.body.reason, reverted });
      if (!reverted) course.retracted ??= { stamp, reason: entry.body.reason };
      return;
    case 'transition':
      transition(course, record, { stamp, body: entry.body, reverted });
      return;
    case 'custody':
      course.changes.push({ type: 'custody', stamp, custody: entry.body, paper: entry.source === 'paper-transcript' ? { photo: entry.links.find(({ relation }) => relation === 'derived-from')?.to ?? null } : null });
      if (course.retracted !== null) note(course, stamp, 'custody of an item that was retracted');
      if (entry.body.hashCheck !== undefined && record.entry.kind === 'evidence' && isFailedCheck(entry.body.hashCheck, record.entry.body)) note(course, stamp, 'a hash check did not match');
      return;
    case 'link':
      course.changes.push({ type: 'link', stamp, link: entry.body, reverted });
      if (!reverted && !step.owner) course.linkedFrom.add(entry.body.from);
      return;
    case 'attest':
      course.changes.push({ type: 'attest', stamp, target: entry.body.target, verdict: entry.body.verdict, note: entry.body.note ?? null });
      return;
    case 'revert':
      return;
    default:
      exhaustive(entry);
  }
}

interface At<Body> { readonly stamp: Stamp; readonly body: Body; readonly reverted: boolean }

function amend(course: Course, record: EntityRecord, { stamp, body, reverted }: At<BodyOf<'amend'>>, knows: Knowledge): void {
  const before = fieldText(course.reading, body.field);
  course.changes.push({ type: 'amend', stamp, field: body.field, from: body.from ?? before ?? 'null', to: body.value ?? null, reason: body.reason, reverted });
  if (reverted) return;
  const own = applyAmendment(record.entry.kind, course.reading, body);
  if (!own.ok) {
    note(course, stamp, own.error.message);
    return;
  }
  const counting = course.competition.add({ stamp, knows, body });
  if (course.competition.isContested(body.field)) note(course, stamp, `"${body.field}" was changed by people who did not know of each other; the worse or earlier value counts until one is chosen`);
  else if (!sameJson(body.from ?? null, before) && body.from !== undefined) note(course, stamp, `"${body.field}" had already been changed by somebody else`);
  const shown = shownOf(course.competition, record.entry.kind, counting.body);
  const result = shown === body ? own : applyAmendment(record.entry.kind, course.reading, shown);
  if (result.ok) course.reading = result.value;
  course.amended = true;
}

// Which of two numbers is the right one is found out by calling both.
function shownOf(competition: Competition, kind: CreatingKind, counting: BodyOf<'amend'>): BodyOf<'amend'> {
  if (kind !== 'contact' || !['numbers', 'emails'].includes(counting.field)) return counting;
  const conflict = competition.conflicts().find(({ field }) => field === counting.field);
  return conflict === undefined ? counting : { ...counting, value: unionOf(conflict) };
}

function transition(course: Course, record: EntityRecord, { stamp, body, reverted }: At<BodyOf<'transition'>>): void {
  const { kind } = record.entry;
  course.changes.push({ type: 'transition', stamp, from: course.state, to: body.state, reason: body.reason ?? null, reverted });
  if (reverted) return;
  if (!isStateOf(kind, body.state)) {
    note(course, stamp, `this kind has no state "${body.state}"`);
    return;
  }
  const usual = course.state === null || course.state === body.state || nextStates(kind, course.state).includes(body.state);
  if (!usual && kind !== 'incident') note(course, stamp, `unusual step from "${course.state}" to "${body.state}"`);
  if (kind === 'account' && body.state === 're-enabled') noteOpenChecks(course, stamp, body);
  course.state = body.state;
}

function noteOpenChecks(course: Course, stamp: Stamp, body: BodyOf<'transition'>): void {
  const account = course.reading.body as BodyOf<'account'>;
  const before = course.changes.flatMap((change) => (change.type === 'transition' && !change.reverted ? [change.from ?? '', change.to] : []));
  const open = openChecksAfter(before.filter((state) => state !== body.state), account.persistenceChecked);
  if (open !== null) note(course, stamp, `the account was given back while checks for persistence were open: ${open.join(', ').replaceAll('-', ' ')}`);
}

function note(course: Course, stamp: Stamp, finding: string): void {
  course.findings.push({ entryId: stamp.entryId, number: stamp.number, finding });
}

function custodyEvents(steps: readonly Step[]): Parameters<typeof deriveCustody>[1] {
  return steps.flatMap((step) => (step.entry.kind === 'custody' ? [{ stamp: step.stamp, custody: step.entry.body }] : []));
}

function toEntity(record: EntityRecord, course: Course): Entity {
  const { entry, stamp } = record;
  const { body, occurred, tags } = course.reading;
  const retimed = occurred !== entry.occurred;
  const { body: _body, kind, ...sealed } = entry;
  const settled = course.competition.settled();
  return {
    id: record.id, kind, ref: 'ref' in body ? body.ref : null, body, original: entry.body, state: course.state,
    stamp: retimed ? { ...stamp, occurred, latenessMs: latenessOf(occurred, stamp.recorded) } : stamp,
    envelope: retimed || tags !== entry.tags ? { ...sealed, occurred, tags: [...tags] } : sealed,
    ...(retimed ? { originalOccurred: entry.occurred } : {}),
    changes: course.changes, conflicts: course.competition.conflicts(), ...(settled.length === 0 ? {} : { settledConflicts: settled }), retracted: course.retracted, linkedFrom: [...course.linkedFrom],
  };
}
