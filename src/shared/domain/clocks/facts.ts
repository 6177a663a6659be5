import type { EntryId, UnixMs } from '#base';
import { authorityFacts } from '../authority/facts.ts';
import { closureFacts } from '../closure/facts.ts';
import { commandFacts } from '../command/facts.ts';
import { bridgeViews, isVerified } from '../channels/bridge.ts';
import { deliveries } from '../distribution/register.ts';
import { isEntityOf, standingOf } from '../entities/select.ts';
import { assessmentFacts, intakeFacts } from '../intake/facts.ts';
import { severities } from '../entries/vocabulary.ts';
import { emptyBlocks } from '../messages/templates.ts';
import { currentSeverity } from '../projection/incidentStatus.ts';
import { answersInForce } from '../regulation/reportability.ts';
import { submissions } from '../regulation/submissions.ts';
import type { Entity, IncidentState, Stamp } from '../view.ts';
import type { Fact, RecordFact, Severity } from './definition.ts';
import { retentionFacts } from '../channels/retention.ts';
import { withCustomers } from '../updates/customers.ts';
import { subscriptionFacts } from '../updates/subscriptions.ts';
import { practiceFacts } from './practiceFacts.ts';

/** Facts of an incident that start and stop clocks, from everything that stands (docs/spec/clocks.md section 1). */
export function clockFacts(state: IncidentState): readonly Fact[] {
  const facts = withCustomers(state, recordFacts(state));
  return [...facts, ...subscriptionFacts(state, facts)];
}

function recordFacts(state: IncidentState): readonly Fact[] {
  return [
    ...standingOf(state, 'milestone').flatMap((milestone) => factOf(`milestone.${milestone.body.milestone}`, milestone.stamp, { former: formerInstants(milestone), ...amendedAt(milestone) })),
    ...standingOf(state, 'communication').flatMap((communication) => communicationFacts(state, communication)),
    ...bridgeFacts(state),
    ...standingOf(state, 'report').flatMap((report) => (report.body.documentType === 'post-incident' ? factOf('report.issued', report.stamp) : [])),
    ...deliveries(state, 'post-incident').flatMap(({ stamp }) => factOf('report.delivered', stamp)),
    ...standingOf(state, 'action').flatMap(actionFacts),
    ...standingOf(state, 'evidence').flatMap(custodyFacts),
    ...authorityFacts(state),
    ...intakeFacts(state),
    ...assessmentFacts(state),
    ...commandFacts(state),
    ...closureFacts(state),
    ...practiceFacts(state),
    ...retentionFacts(state),
    ...submissions(state).flatMap(({ communication, clock, isProven }) => (isProven ? factOf(`submitted.${clock}`, communication.stamp) : [])),
    ...answersInForce(state).flatMap(({ answer }) => (answer.body.answer === 'undetermined' || !answer.body.facts ? [] : factOf(`answered.${answer.body.regime}`, answer.stamp))),
  ];
}

/** The highest severity that was ever said: what was owed for it stays owed when it is lowered. */
export function highestSeverity(state: IncidentState): Severity | null {
  const { incident } = state;
  if (incident === null) return null;
  const said: readonly (string | null)[] = [
    incident.original.severity, currentSeverity(state), ...standingOf(state, 'assessment').map((assessment) => assessment.body.severity),
    ...incident.changes.flatMap((change) => (change.type === 'amend' && change.field === 'severity' && !change.reverted && change.to !== null ? [readJson(change.to)] : [])),
  ].map((value) => (typeof value === 'string' ? value : null));
  const ranks = said.flatMap((value) => (severities.includes(value as Severity) ? [severities.indexOf(value as Severity)] : []));
  return severities[Math.min(...ranks)] ?? null;
}

function factOf(kind: Fact['kind'], stamp: Pick<Stamp, 'occurred' | 'recorded' | 'entryId'>, more: Pick<Fact, 'former' | 'amendedAt' | 'subject'> = {}): readonly Fact[] {
  const { at } = stamp.occurred;
  return at === null ? [] : [{ kind, at, recordedAt: stamp.recorded.at, entry: stamp.entryId, ...more }];
}

function formerInstants(entity: Entity): readonly UnixMs[] {
  return entity.changes.flatMap((change): readonly UnixMs[] => {
    if (change.type !== 'amend' || change.field !== 'occurred' || change.reverted) return [];
    const before = readJson(change.from);
    return typeof before === 'object' && before !== null && 'at' in before && typeof before.at === 'number' ? [before.at as UnixMs] : [];
  });
}

function amendedAt(entity: Entity): Pick<Fact, 'amendedAt'> {
  const last = entity.changes.findLast((change) => change.type === 'amend' && change.field === 'occurred' && !change.reverted);
  return last === undefined ? {} : { amendedAt: last.stamp.recorded.at };
}

// What was sent counts by what it was for; a call counts as tried, and as reached only when somebody was reached and proved who they are.
function communicationFacts(state: IncidentState, { body, stamp }: Entity<'communication'>): readonly Fact[] {
  if (body.direction !== 'out') return [];
  // A call to the police or a briefing of our own people is no answer to the customer.
  const isCall = body.communicationKind === 'call' || (body.outcome !== undefined && ['escalation', 'notification'].includes(body.communicationKind));
  if (isCall) {
    // An escalation is no notice: who is called about it has not been told what a notice holds.
    const reached = body.outcome === 'reached' && body.check?.result !== 'failed' ? [...factOf('call.reached', stamp), ...(body.communicationKind === 'notification' ? factOf('customer.called', stamp) : [])] : [];
    return [...factOf('call.attempted', stamp), ...reached];
  }
  if (body.communicationKind === 'notification' && !isFilledNotice(state, body.message)) return [];
  const byKind: Partial<Record<typeof body.communicationKind, RecordFact>> = { notification: 'customer.notified', 'status-update': 'customer.updated', escalation: 'escalation.sent' };
  const kind = byKind[body.communicationKind];
  return kind === undefined ? [] : factOf(kind, stamp);
}

// Only a composed notice whose mandatory blocks are filled counts; what was merely written down as a notice does not.
function isFilledNotice(state: IncidentState, message: EntryId | undefined): boolean {
  const found = message === undefined ? undefined : state.entities.get(message);
  return isEntityOf(found, 'message') && found.body.template === 'customer-notification' && emptyBlocks(found.body).length === 0;
}

// A bridge counts as opened when somebody was called on it.
function bridgeFacts(state: IncidentState): readonly Fact[] {
  const people = standingOf(state, 'attendance');
  return bridgeViews(standingOf(state, 'bridge'), people).flatMap(({ bridge, people: called, openedAt }): readonly Fact[] => {
    const [first] = called;
    const customer = called.find(({ body }) => body.customer === true && isVerified(body.check));
    const opened = openedAt === null || first === undefined ? [] : factOf('bridge.opened', { ...first.stamp, occurred: { ...first.stamp.occurred, at: openedAt } }, { subject: bridge.id });
    return [...opened, ...(customer === undefined ? [] : factOf('bridge.customerJoined', customer.stamp, { subject: bridge.id }))];
  });
}

function actionFacts(action: Entity<'action'>): readonly Fact[] {
  const subject = action.id;
  const began = action.body.authority.basis === 'override' ? factOf('override.used', action.stamp, { subject }) : [];
  // What was written down when it was over already is done at the time that was given for it.
  const doneAt = action.body.doneAt ?? action.stamp.occurred;
  const done = action.original.state === 'done' ? factOf('action.done', { ...action.stamp, occurred: doneAt }, { subject }) : [];
  return [...began, ...done, ...action.changes.flatMap((change): readonly Fact[] => {
    if (change.type !== 'transition' || change.reverted) return [];
    if (change.to === 'done') return factOf('action.done', change.stamp, { subject });
    if (change.to === 'verified' || change.to === 'ineffective' || change.to === 'rolled-back') return factOf('action.verified', change.stamp, { subject });
    return change.to === 'ratified' || change.to === 'not-ratified' ? factOf('override.settled', change.stamp, { subject }) : [];
  })];
}

function custodyFacts(item: Entity<'evidence'>): readonly Fact[] {
  let open: EntryId | null = null;
  return item.changes.flatMap((change): readonly Fact[] => {
    if (change.type !== 'custody') return [];
    const { type } = change.custody;
    if (type === 'release' || type === 'ship') {
      open = change.stamp.entryId;
      return factOf('evidence.released', change.stamp, { subject: open });
    }
    if (open === null || !['receive', 'refuse', 'lost', 'check-in'].includes(type)) return [];
    const subject: EntryId = change.custody.release ?? open;
    open = null;
    return factOf('evidence.settled', change.stamp, { subject });
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
