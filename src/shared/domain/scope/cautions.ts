import type { EntityId } from '#base';
import { isEntityOf, standingOf } from '../entities/select.ts';
import type { IncidentState } from '../view.ts';
import { isDeployedAsBlock, needsBlockDecision } from './blocking.ts';
import { nameOf, type EntityName } from './links.ts';
import { openPersistenceChecks, recoveryView, type PersistenceCheck } from './recovery.ts';

/** What speaks against a step or a state: said in words before and after it, and never a refusal. */
export type Caution =
  | { readonly caution: 'block-without-decision' | 'sessions-not-revoked' | 'credentials-not-reset' | 'not-checked-secure' | 'not-checked-operational' }
  | { readonly caution: 'persistence-open'; readonly open: readonly PersistenceCheck[] };
export interface Contradiction { readonly entity: EntityName; readonly cautions: readonly Caution[] }

/** What to say before an entity goes into a state (docs/spec/scope.md sections 3 and 5); empty for nothing. */
export function cautionsBefore(state: IncidentState, id: EntityId, next: string): readonly Caution[] {
  const entity = state.entities.get(id);
  if (isEntityOf(entity, 'indicator') && next === 'deployed' && needsBlockDecision(state, entity)) return [{ caution: 'block-without-decision' }];
  if (isEntityOf(entity, 'system') && next === 'in-service') {
    return [...(entity.body.secure === true ? [] : [{ caution: 'not-checked-secure' as const }]), ...(entity.body.operational === true ? [] : [{ caution: 'not-checked-operational' as const }])];
  }
  if (!isEntityOf(entity, 'account') || next !== 're-enabled') return [];
  const row = recoveryView(state).rows.find((candidate) => candidate.entity.id === id);
  const needs = row?.needs.eradicated.map(({ need }) => need) ?? [];
  const open = openPersistenceChecks(entity.body);
  return [
    ...(needs.includes('sessions') ? [{ caution: 'sessions-not-revoked' as const }] : []), ...(needs.includes('credentials') ? [{ caution: 'credentials-not-reset' as const }] : []),
    ...(open.length === 0 ? [] : [{ caution: 'persistence-open' as const, open }]),
  ];
}

/** Everything in scope that stands against a rule of docs/spec/scope.md, in the order of the journal. */
export function scopeContradictions(state: IncidentState): readonly Contradiction[] {
  const indicators = standingOf(state, 'indicator').filter((indicator) => isDeployedAsBlock(state, indicator) && needsBlockDecision(state, indicator))
    .map((indicator): Contradiction => ({ entity: nameOf(indicator), cautions: [{ caution: 'block-without-decision' }] }));
  const early = recoveryView(state).rows.filter(({ tooEarly }) => tooEarly)
    .map(({ entity }): Contradiction => ({ entity: nameOf(entity), cautions: cautionsBefore(state, entity.id, entity.kind === 'system' ? 'in-service' : 're-enabled') }));
  return [...indicators, ...early].sort((left, right) => left.entity.number - right.entity.number);
}
