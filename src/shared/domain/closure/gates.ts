import type { UnixMs } from '#base';
import { deliveries } from '../distribution/register.ts';
import { standingOf } from '../entities/select.ts';
import { clockRows } from '../queries/clocks.ts';
import { openActionsOf } from '../queries/incident.ts';
import { isInForce, legalHolds } from '../safekeeping/holds.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { IncidentState } from '../view.ts';

export type GateName = 'contained' | 'eradicated' | 'recovered' | 'resolved' | 'closed';
export type ConditionName =
  | 'systems-contained' | 'accounts-contained' | 'systems-eradicated' | 'accounts-clean' | 'systems-in-service' | 'recovered' | 'no-open-actions' | 'resolved'
  | 'clocks-ended' | 'report-delivered' | 'review-held' | 'corrective-actions-owned' | 'evidence-settled' | 'indicators-deployed';
/** One condition; `open` names what stands in the way, by reference or name. */
export interface Condition { readonly condition: ConditionName; readonly met: boolean; readonly open: readonly string[] }
/** A gate with its conditions; `passedAt` is when a milestone says that it was passed. */
export interface Gate { readonly gate: GateName; readonly conditions: readonly Condition[]; readonly met: boolean; readonly passedAt: UnixMs | null }

const containedSystems: readonly string[] = ['contained', 'collected', 'eradicated', 'rebuilt', 'restored', 'monitored', 'in-service', 'decommissioned', 'cleared'];
const eradicatedSystems: readonly string[] = ['eradicated', 'rebuilt', 'restored', 'monitored', 'in-service', 'decommissioned', 'cleared'];
const servingSystems: readonly string[] = ['restored', 'monitored', 'in-service', 'decommissioned', 'cleared'];
const containedAccounts: readonly string[] = ['disabled', 'sessions-revoked', 'credentials-reset', 'persistence-checked', 're-enabled', 'deleted', 'cleared'];
const cleanAccounts: readonly string[] = ['credentials-reset', 'persistence-checked', 're-enabled', 'deleted', 'cleared'];

/** The gates of an incident with what stands in their way (docs/spec/closure.md section 2). */
export function gatesOf(state: IncidentState, now: UnixMs): readonly Gate[] {
  const reached = (kind: BodyOf<'milestone'>['milestone']): Condition['met'] => passedAt(state, kind) !== null;
  const plain = (condition: ConditionName, met: boolean): Condition => ({ condition, met, open: [] });
  return [
    gate(state, 'contained', [systems(state, 'systems-contained', containedSystems), accounts(state, 'accounts-contained', containedAccounts)]),
    gate(state, 'eradicated', [systems(state, 'systems-eradicated', eradicatedSystems), accounts(state, 'accounts-clean', cleanAccounts)]),
    gate(state, 'recovered', [systems(state, 'systems-in-service', servingSystems)]),
    gate(state, 'resolved', [plain('recovered', reached('recovered')), condition('no-open-actions', openActionsOf(state).map(({ ref }) => ref ?? ''))]),
    gate(state, 'closed', [
      plain('resolved', reached('resolved')), clocksEnded(state, now), reportDelivered(state, now),
      plain('review-held', reached('reviewHeld') || standingOf(state, 'review').some((review) => review.state === 'held')),
      condition('corrective-actions-owned', standingOf(state, 'corrective-action').filter(({ state: at, body }) => at !== 'declined' && (!body.owner || body.due === undefined)).map(({ ref }) => ref ?? '')),
      evidenceSettled(state, now), indicatorsDeployed(state),
    ]),
  ];
}

function gate(state: IncidentState, name: GateName, conditions: readonly Condition[]): Gate {
  return { gate: name, conditions, met: conditions.every(({ met }) => met), passedAt: passedAt(state, name) };
}

function passedAt(state: IncidentState, kind: BodyOf<'milestone'>['milestone']): UnixMs | null {
  const at = standingOf(state, 'milestone').flatMap((milestone) => (milestone.body.milestone === kind ? [milestone.stamp.occurred.at ?? milestone.stamp.recorded.at] : []));
  return at.length === 0 ? null : (Math.min(...at) as UnixMs);
}

function condition(name: ConditionName, open: readonly string[]): Condition {
  return { condition: name, met: open.length === 0, open };
}

function systems(state: IncidentState, name: ConditionName, done: readonly string[]): Condition {
  return condition(name, standingOf(state, 'system').filter(({ state: at }) => at !== 'suspected' && !done.includes(at ?? '')).map(({ body }) => body.name));
}

function accounts(state: IncidentState, name: ConditionName, done: readonly string[]): Condition {
  return condition(name, standingOf(state, 'account').filter(({ state: at }) => at !== 'suspected' && !done.includes(at ?? '')).map(({ body }) => body.principal));
}

function clocksEnded(state: IncidentState, now: UnixMs): Condition {
  const open = clockRows(state, now).filter((clock) => clock.state === 'running' || clock.state === 'overdue' || clock.state === 'tolled');
  return condition('clocks-ended', [...new Set(open.map(({ id }) => id))]);
}

function reportDelivered(state: IncidentState, now: UnixMs): Condition {
  const issued = standingOf(state, 'report').some(({ body }) => body.documentType === 'post-incident');
  const waived = clockRows(state, now).some((clock) => clock.state === 'waived' && (clock.id === 'A.PIR.REPORT' || clock.id === 'B.REPORT'));
  return { condition: 'report-delivered', met: waived || (issued && (passedAt(state, 'reportDelivered') !== null || deliveries(state, 'post-incident').length > 0)), open: [] };
}

function evidenceSettled(state: IncidentState, now: UnixMs): Condition {
  const holds = legalHolds(state).filter((hold) => isInForce(hold, now));
  const isHeld = (id: string): boolean => holds.some(({ body }) => body.items.length === 0 || body.items.some((item) => item === id));
  return condition('evidence-settled', standingOf(state, 'evidence').filter(({ id }) => state.custody.get(id)?.state !== 'disposed' && !isHeld(id)).map(({ ref }) => ref ?? ''));
}

function indicatorsDeployed(state: IncidentState): Condition {
  const deployed = new Set<string>(standingOf(state, 'deployment').map(({ body }) => body.indicator));
  return condition('indicators-deployed', standingOf(state, 'indicator').filter(({ id, state: at, body }) => body.verdict === 'malicious' && at !== 'revoked' && !deployed.has(id)).map(({ ref }) => ref ?? ''));
}
