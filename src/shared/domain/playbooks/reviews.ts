import type { EntityId, UnixMs } from '#base';
import { countLimit } from '../clocks/count.ts';
import type { ClockDefinition, Fact } from '../clocks/definition.ts';
import { evaluateClocks, type ClockState } from '../clocks/evaluate.ts';
import { standingOf } from '../entities/select.ts';
import type { Entity, IncidentState } from '../view.ts';
import { groupBy } from './groupBy.ts';

/** After how many days a procedure is reviewed when its version does not say: our own default, labelled so. */
export const PROCEDURE_REVIEW_DAYS = 365;

/** When a procedure of one's own has to be looked at again. */
export interface ProcedureReview {
  readonly playbook: string;
  /** The newest version. */
  readonly entry: EntityId;
  readonly title: string;
  readonly days: number;
  /** The interval is our own default. */
  readonly isLocal: boolean;
  readonly state: ClockState;
  readonly reviewedAt: UnixMs;
  readonly dueAt: UnixMs;
}

const definition: ClockDefinition = {
  id: 'O.PROC.REVIEW', title: 'Review the procedure', source: `Interval of the procedure, else our own default of ${PROCEDURE_REVIEW_DAYS} days`, standing: 'local', trigger: { take: 'first', of: [{ fact: 'procedure.reviewed' }] },
  limit: { count: 'given', amount: 0 }, stop: [['procedure.reviewed']], perSubject: true, recurs: { until: [] },
};

/** Own procedures with the review they wait for, the first due before the others (docs/spec/playbooks.md section 5). */
export function procedureReviews(state: IncidentState, now: UnixMs): readonly ProcedureReview[] {
  const newest = new Map([...groupBy(standingOf(state, 'playbook'), (entity) => entity.body.playbook)].flatMap(([id, versions]) => (versions.at(-1) === undefined ? [] : [[id, versions.at(-1) as Entity<'playbook'>] as const])));
  const clocks = evaluateClocks([definition], { facts: procedureFacts(state), severity: null, highestSeverity: null, calendars: [], tolls: [], waivers: [], zone: 'UTC', now });
  const open = new Map(clocks.flatMap((clock) => (clock.subject !== null && (clock.state === 'running' || clock.state === 'overdue') ? [[clock.subject, clock] as const] : [])));
  return [...newest].flatMap(([id, version]): readonly ProcedureReview[] => {
    const clock = open.get(id);
    if (clock === undefined || clock.startedAt === null || clock.due === null) return [];
    return [{ playbook: id, entry: version.id, title: version.body.title, days: daysOf(version), isLocal: version.body.reviewDays === undefined, state: clock.state, reviewedAt: clock.startedAt, dueAt: clock.due }];
  }).sort((left, right) => left.dueAt - right.dueAt || (left.playbook < right.playbook ? -1 : 1));
}

/** A version, or a decision that one stays as it is, is a review of the procedure; each carries when the next is due. */
export function procedureFacts(state: IncidentState): readonly Fact[] {
  const versions = standingOf(state, 'playbook');
  const byEntry = new Map(versions.map((version) => [version.id, version]));
  const newest = new Map(versions.map((version) => [version.body.playbook, version]));
  return [
    ...versions.flatMap((version) => factOf(version, version)),
    ...standingOf(state, 'decision').filter((decision) => decision.state === 'decided' || decision.state === 'ratified').flatMap((decision) => answered(decision).flatMap((id) => {
      const version = byEntry.get(id);
      return version === undefined ? [] : factOf(decision, newest.get(version.body.playbook) ?? version);
    })),
  ];
}

function factOf({ stamp }: Entity, version: Entity<'playbook'>): readonly Fact[] {
  const { at } = stamp.occurred;
  if (at === null) return [];
  const dueAt = countLimit(at, { count: 'calendar-days', amount: daysOf(version) }, definition, null, 'UTC').due;
  return [{ kind: 'procedure.reviewed', at, recordedAt: stamp.recorded.at, entry: stamp.entryId, subject: version.body.playbook, dueAt }];
}

function daysOf({ body }: Entity<'playbook'>): number {
  return body.reviewDays ?? PROCEDURE_REVIEW_DAYS;
}

function answered(decision: Entity<'decision'>): readonly EntityId[] {
  const links = [...decision.envelope.links, ...decision.changes.flatMap((change) => (change.type === 'link' && !change.reverted && change.link.from === decision.id ? [change.link] : []))];
  return links.flatMap(({ relation, to }) => (relation === 'answers' ? [to] : []));
}
