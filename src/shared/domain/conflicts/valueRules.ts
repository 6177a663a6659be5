import { entitiesOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import { groupBy } from '../playbooks/groupBy.ts';
import { severities } from '../entries/vocabulary.ts';
import { occurredInterval } from '../occurred/interval.ts';
import { compareWorse } from '../projection/worse.ts';
import { allSeverityStatements } from '../updates/severities.ts';
import type { Conflict, Entity } from '../view.ts';
import type { ConflictKind, Contest } from './conflict.ts';
import type { Room } from './room.ts';
import { sweepClaims, type Claim } from './sweepClaims.ts';

/** Fields that people changed apart; the severity of the incident has a rule of its own. */
export function fieldContests({ state }: Room): readonly Contest[] {
  const found: Contest[] = [];
  for (const entity of state.entities.values()) {
    if (entity.conflicts.length === 0 && entity.settledConflicts === undefined) continue;
    for (const conflict of [...(entity.retracted === null ? entity.conflicts : []), ...(entity.settledConflicts ?? [])]) {
      if (entity.id !== state.incident?.id || conflict.field !== 'severity') found.push(fieldContest(entity, conflict));
    }
  }
  return found;
}

function fieldContest(entity: Entity, { field, values, counts, settledBy }: Conflict): Contest {
  const kind = kindOf(entity, field);
  return {
    kind, subject: entity, about: field, sides: values.map(({ stamp, value, reason }) => ({ stamp, value, reason, entity: entity.id })),
    counts: kind === 'contact' ? values.map(({ stamp }) => stamp.entryId) : [counts], endedBy: settledBy ?? null,
  };
}

function kindOf({ kind }: Entity, field: string): ConflictKind {
  if (kind === 'milestone' && field === 'occurred') return 'milestone';
  if (kind === 'contact' && ['numbers', 'emails'].includes(field)) return 'contact';
  return kind === 'indicator' && field === 'verdict' ? 'indicator' : 'field';
}

/** Severities that were said apart, by assessments and by amendments of the incident: the worst counts. */
export function severityContests({ state, seen }: Room): readonly Contest[] {
  const { incident } = state;
  if (incident === null) return [];
  const claims = allSeverityStatements(state).map((said): Claim<typeof said> => ({ stamp: said.stamp, value: said, ended: said.ended }));
  return sweepClaims(claims, { seen, replaces: true, differ: (one, other) => one.severity !== other.severity }).map(({ claims: rivals, endedBy }): Contest => {
    const worst = Math.min(...rivals.map(({ value }) => severities.indexOf(value.severity)));
    return {
      kind: 'severity', subject: incident, endedBy, counts: rivals.filter(({ value }) => severities.indexOf(value.severity) === worst).map(({ stamp }) => stamp.entryId),
      sides: rivals.map(({ stamp, value: { severity } }) => ({ stamp, value: severity, ...sourceOf(state.entities.get(stamp.entryId), incident, stamp.entryId) })),
    };
  });
}

function sourceOf(assessment: Entity | undefined, incident: Entity<'incident'>, entry: string): { readonly entity: Entity['id']; readonly reason: string | null } {
  if (assessment !== undefined && 'reason' in assessment.body) return { entity: assessment.id, reason: assessment.body.reason ?? null };
  const change = incident.changes.find(({ stamp }) => stamp.entryId === entry);
  return { entity: incident.id, reason: change?.type === 'amend' ? change.reason : null };
}

/** One milestone with two instants that cannot be the same: the earlier one drives alarms. */
export function milestoneContests({ state, seen }: Room): readonly Contest[] {
  const timed = entitiesOf(state, 'milestone').filter(({ stamp }) => stamp.occurred.at !== null);
  return [...groupBy(timed, keyOf).values()].flatMap((same) => sweepClaims(same.map((milestone) => toClaim(milestone)), { seen, replaces: false, differ: isOtherTime }).map(({ claims, endedBy }): Contest => {
    const [first] = claims.toSorted((left, right) => (left.stamp.occurred.at ?? 0) - (right.stamp.occurred.at ?? 0) || left.stamp.number - right.stamp.number);
    return {
      kind: 'milestone', subject: first?.value ?? (same[0] as Entity<'milestone'>), about: first?.value.body.milestone ?? '', endedBy, counts: first === undefined ? [] : [first.stamp.entryId],
      sides: claims.map(({ stamp, value }) => ({ stamp, entity: value.id, value: titleOf(value), reason: null })),
    };
  }));
}

// A milestone of one customer says nothing of another.
function keyOf({ body, envelope }: Entity<'milestone'>): string {
  return [body.milestone, ...envelope.links.filter(({ relation }) => relation === 'mentions').map(({ to }) => to).sort()].join(' ');
}

function isOtherTime({ stamp: one }: Entity<'milestone'>, { stamp: other }: Entity<'milestone'>): boolean {
  const [left, right] = [occurredInterval(one.occurred), occurredInterval(other.occurred)];
  if (left === null || right === null) return false;
  return left.high <= right.low ? left.low !== right.low : right.high <= left.low && left.low !== right.low;
}

/** One indicator that was written down twice, with different verdicts: the worse counts. */
export function indicatorContests({ state, seen }: Room): readonly Contest[] {
  const all = entitiesOf(state, 'indicator');
  return [...groupBy(all, ({ body }) => `${body.indicatorType} ${body.value}`).values()].flatMap((same) => sweepClaims(same.map((indicator) => toClaim(indicator)), { seen, replaces: false, differ: (one, other) => one.body.verdict !== other.body.verdict }).map(({ claims, endedBy }): Contest => {
    const [worst] = claims.toSorted((left, right) => compareWorse('verdict', left.value.body.verdict, right.value.body.verdict) || left.stamp.number - right.stamp.number);
    return {
      kind: 'indicator', subject: worst?.value ?? (same[0] as Entity<'indicator'>), about: 'verdict', endedBy, counts: worst === undefined ? [] : [worst.stamp.entryId],
      sides: claims.map(({ stamp, value }) => ({ stamp, entity: value.id, value: JSON.stringify(value.body.verdict), reason: value.body.context ?? null })),
    };
  }));
}

/** An entity as something that was said, until it was retracted. */
export function toClaim<E extends Entity>(entity: E): Claim<E> {
  return { stamp: entity.stamp, value: entity, ended: entity.retracted?.stamp ?? null };
}
