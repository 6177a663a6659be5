import { isEntityOf } from '../entities/select.ts';
import type { Entity, IncidentState } from '../view.ts';
import { joinedWith } from './links.ts';

const blockingKinds: readonly string[] = ['block-ip', 'block-domain', 'block-url', 'sinkhole-domain', 'deny-executable', 'block-sender'];
const deployedStates: readonly string[] = ['deployed', 'hit', 'no-hit'];

/** The permission to act on an indicator: its own marking, else that of the incident (docs/spec/scope.md section 5). */
export function papInForce(state: IncidentState, indicator: Entity<'indicator'>): string | null {
  return indicator.body.pap ?? state.incident?.body.pap ?? null;
}

/** True for an indicator at whose marking blocking needs a decision, and that has none: `decided` or `ratified` and joined with it. */
export function needsBlockDecision(state: IncidentState, indicator: Entity<'indicator'>): boolean {
  const pap = papInForce(state, indicator);
  if (pap !== 'RED' && pap !== 'AMBER') return false;
  return !joinedWith(state, indicator.id, () => true).some((other) => other.kind === 'decision' && (other.state === 'decided' || other.state === 'ratified'));
}

/** True when an indicator stands deployed as a block, by its state or by an action that has it as target. */
export function isDeployedAsBlock(state: IncidentState, indicator: Entity<'indicator'>): boolean {
  if (deployedStates.includes(indicator.state ?? '')) return true;
  return joinedWith(state, indicator.id, ({ relation }) => relation === 'target')
    .some((other) => isEntityOf(other, 'action') && blockingKinds.includes(other.body.actionKind) && !['refused', 'expired', 'cancelled'].includes(other.state ?? ''));
}

/** True when `validUntil` has come. `at` in Unix milliseconds. */
export function isIndicatorExpired(indicator: Entity<'indicator'>, at: number): boolean {
  const until = indicator.body.validUntil?.at ?? null;
  return until !== null && until <= at;
}
