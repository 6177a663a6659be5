import { standingOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import { persistenceChecks } from '../entries/vocabulary.ts';
import type { Entity, IncidentState } from '../view.ts';

export type PersistenceCheck = (typeof persistenceChecks)[number];
/** What keeps a system or an account from passing a gate. */
export type GateNeed =
  | { readonly need: 'state-contained' | 'state-eradicated' | 'state-recovered' | 'secure' | 'operational' | 'sessions' | 'credentials' }
  | { readonly need: 'persistence'; readonly open: readonly PersistenceCheck[] };
export type RecoveryGate = 'contained' | 'eradicated' | 'recovered';
export const recoveryGates: readonly RecoveryGate[] = ['contained', 'eradicated', 'recovered'];

/** One system or account on the recovery board (docs/spec/scope.md section 3). */
export interface RecoveryRow {
  readonly entity: Entity<'system'> | Entity<'account'>;
  /** What each gate still needs beyond the gates before it. */
  readonly needs: Readonly<Record<RecoveryGate, readonly GateNeed[]>>;
  /** The last gate passed; null: not contained. */
  readonly passed: RecoveryGate | null;
  /** Back in use although a check is missing. */
  readonly tooEarly: boolean;
}
export interface RecoveryView { readonly rows: readonly RecoveryRow[]; readonly passed: Readonly<Record<RecoveryGate, number>> }

const beyond = {
  system: { contained: ['contained', 'collected', 'eradicated', 'rebuilt', 'restored', 'monitored', 'in-service', 'decommissioned'], eradicated: ['eradicated', 'rebuilt', 'restored', 'monitored', 'in-service', 'decommissioned'], recovered: ['restored', 'monitored', 'in-service', 'decommissioned'] },
  account: { contained: ['disabled', 'sessions-revoked', 'credentials-reset', 'persistence-checked', 're-enabled', 'deleted'], recovered: ['re-enabled', 'deleted'] },
} as const;

/** Systems and accounts in scope with what each still needs, systems first, by place in the journal. */
export function recoveryView(state: IncidentState): RecoveryView {
  const rows = [...standingOf(state, 'system').map(systemRow), ...standingOf(state, 'account').map(accountRow)].filter(({ entity }) => entity.state !== 'cleared');
  const count = (gate: RecoveryGate): number => rows.filter(({ passed }) => passed !== null && recoveryGates.indexOf(passed) >= recoveryGates.indexOf(gate)).length;
  return { rows, passed: { contained: count('contained'), eradicated: count('eradicated'), recovered: count('recovered') } };
}

/** Persistence checks that nobody has recorded for an account. */
export function openPersistenceChecks(body: BodyOf<'account'>): readonly PersistenceCheck[] {
  return persistenceChecks.filter((check) => !(body.persistenceChecked ?? []).includes(check));
}

function systemRow(entity: Entity<'system'>): RecoveryRow {
  const { body } = entity;
  const state = entity.state ?? '';
  const isGone = state === 'decommissioned';
  const checks: readonly GateNeed[] = isGone ? [] : [...need(body.secure === true, 'secure'), ...need(body.operational === true, 'operational')];
  return toRow(entity, {
    contained: need(isOneOf(beyond.system.contained, state), 'state-contained'),
    eradicated: need(isOneOf(beyond.system.eradicated, state), 'state-eradicated'),
    recovered: [...need(isOneOf(beyond.system.recovered, state), 'state-recovered'), ...checks],
  }, state === 'in-service' && checks.length > 0 && wasInTrouble(entity));
}

function accountRow(entity: Entity<'account'>): RecoveryRow {
  const state = entity.state ?? '';
  const isGone = state === 'deleted';
  const passed = statesSinceCompromise(entity);
  const open = openPersistenceChecks(entity.body);
  const eradicated: readonly GateNeed[] = isGone ? [] : [
    ...need(passed.includes('sessions-revoked'), 'sessions'), ...need(passed.includes('credentials-reset'), 'credentials'), ...(open.length === 0 ? [] : [{ need: 'persistence' as const, open }]),
  ];
  return toRow(entity, {
    contained: need(isOneOf(beyond.account.contained, state), 'state-contained'), eradicated,
    recovered: need(isOneOf(beyond.account.recovered, state), 'state-recovered'),
  }, state === 're-enabled' && eradicated.length > 0);
}

function toRow(entity: RecoveryRow['entity'], needs: RecoveryRow['needs'], tooEarly: boolean): RecoveryRow {
  const firstOpen = recoveryGates.findIndex((gate) => needs[gate].length > 0);
  const passed = firstOpen < 0 ? 'recovered' : (recoveryGates[firstOpen - 1] ?? null);
  return { entity, needs, passed, tooEarly };
}

function need(isMet: boolean, kind: Exclude<GateNeed['need'], 'persistence'>): readonly GateNeed[] {
  return isMet ? [] : [{ need: kind }];
}

function isOneOf(states: readonly string[], state: string): boolean {
  return states.includes(state);
}

// A system that was never suspected of anything else than being in service owes no checks.
function wasInTrouble(entity: Entity<'system'>): boolean {
  return [entity.original.state as string, ...statesPassed(entity)].some((state) => !['in-service', 'suspected', 'in-scope'].includes(state));
}

function statesSinceCompromise(entity: Entity<'account'>): readonly string[] {
  const all = [entity.original.state as string, ...statesPassed(entity)];
  return all.slice(all.lastIndexOf('compromised') + 1);
}

function statesPassed(entity: Entity): readonly string[] {
  return entity.changes.flatMap((change) => (change.type === 'transition' && !change.reverted ? [change.to] : []));
}
