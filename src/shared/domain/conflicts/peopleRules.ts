import { acceptancesOf } from '../command/acceptances.ts';
import { entitiesOf, standingOf } from '../entities/select.ts';
import { isSamePerson } from '../entities/person.ts';
import { titleOf } from '../entities/title.ts';
import { groupBy } from '../playbooks/groupBy.ts';
import type { Entity } from '../view.ts';
import type { Contest } from './conflict.ts';
import type { Room } from './room.ts';
import { sweepClaims, type Claim } from './sweepClaims.ts';
import { toClaim } from './valueRules.ts';

const executed: readonly string[] = ['in-progress', 'done', 'verified', 'ineffective', 'rolled-back'];

/** Several people who accepted the role of coordinator apart: all of them count, and no approval is given until it is settled. */
export function coordinatorContests({ state, seen }: Room): readonly Contest[] {
  if (state.incident === null || state.byKind.assignment.length === 0) return [];
  const { incident } = state;
  const claims = acceptancesOf(state).filter(({ role }) => role === 'incident-coordinator').map((value): Claim<typeof value> => ({ stamp: value.stamp, value, ended: value.relieved?.stamp ?? null }));
  return sweepClaims(claims, { seen, replaces: true, differ: (one, other) => !isSamePerson(one.person, other.person) }).map(({ claims: rivals, endedBy }): Contest => ({
    kind: 'coordinators', subject: incident, endedBy, counts: rivals.map(({ stamp }) => stamp.entryId),
    sides: rivals.map(({ stamp, value }) => ({ stamp, entity: value.assignment, value: value.person, reason: null })),
  }));
}

/** An action that one approved and another refused: it is refused until it is settled, and urgent when it was done. */
export function approvalContests({ state, seen }: Room): readonly Contest[] {
  const answers = entitiesOf(state, 'approval').filter(({ body }) => body.verdict !== undefined);
  return [...groupBy(answers, ({ body }) => body.action).entries()].flatMap(([id, own]) => {
    const action = state.entities.get(id);
    if (action === undefined) return [];
    return sweepClaims(own.map((approval) => toClaim(approval)), { seen, replaces: false, differ: (one, other) => isRefused(one) !== isRefused(other) }).map(({ claims, endedBy }): Contest => ({
      kind: 'approval', subject: action, endedBy, urgent: executed.includes(action.state ?? ''), counts: claims.filter(({ value }) => isRefused(value)).map(({ stamp }) => stamp.entryId),
      sides: claims.map(({ stamp, value }) => ({ stamp, entity: value.id, value: titleOf(value), reason: value.body.note ?? value.body.conditions ?? null })),
    }));
  });
}

function isRefused({ body }: Entity<'approval'>): boolean {
  return body.verdict === 'refused';
}

/** One release of an item that was received on two devices: nobody holds it until all of them attest. */
export function receiptContests({ state, seen }: Room): readonly Contest[] {
  return standingOf(state, 'evidence').flatMap((item) => {
    const receipts = item.changes.flatMap((change) => (change.type === 'custody' && change.custody.type === 'receive' ? [change] : []));
    return [...groupBy(receipts, ({ custody }) => custody.release ?? null).values()].flatMap((same) => sweepClaims(same.map((value): Claim<typeof value> => ({ stamp: value.stamp, value, ended: null })), { seen, replaces: false, differ: () => true }).map(({ claims, endedBy }): Contest => ({
      kind: 'received-twice', subject: item, endedBy, counts: [], people: claims.map(({ value }) => value.custody.by).filter((by, index, all) => all.findIndex((other) => isSamePerson(other, by)) === index),
      sides: claims.map(({ stamp, value }) => ({ stamp, entity: item.id, value: value.custody.by, reason: value.custody.note ?? null })),
    })));
  });
}

/** One step that several people settled apart: done counts before skipped, and all notes are kept. */
export function stepContests({ state, seen }: Room): readonly Contest[] {
  const steps = entitiesOf(state, 'playbook-step');
  return [...groupBy(steps, ({ body }) => `${body.run} ${body.step}`).values()].flatMap((same) => sweepClaims(same.map((step) => toClaim(step)), { seen, replaces: false, differ: () => true }).map(({ claims, endedBy }): Contest => {
    const order = ['done', 'skipped', 'not-applicable'];
    const best = Math.min(...claims.map(({ value }) => order.indexOf(value.body.outcome)));
    const [first] = claims;
    return {
      kind: 'step', subject: first?.value ?? (same[0] as Entity<'playbook-step'>), endedBy, counts: claims.filter(({ value }) => order.indexOf(value.body.outcome) === best).map(({ stamp }) => stamp.entryId),
      sides: claims.map(({ stamp, value }) => ({ stamp, entity: value.id, value: titleOf(value), reason: value.body.remark || null })),
    };
  }));
}
