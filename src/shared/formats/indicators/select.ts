import { compareRefs } from './order.ts';
import { isIndicatorExpired, papInForce, needsBlockDecision, tlpLabels, type Entity, type IncidentState } from '#domain';

/** An indicator that goes out, with the markings that hold for it. */
export interface OutgoingIndicator { readonly entity: Entity<'indicator'>; readonly tlp: string; readonly pap: string | null; readonly mayBlock: boolean }
export interface IndicatorSelection { readonly outgoing: readonly OutgoingIndicator[]; readonly leftOut: readonly { readonly reason: string; readonly count: number }[] }

/** Standing indicators that may leave under a marking, by reference. `tlp` is the strictest label that may go out; `at` in Unix milliseconds. */
export function selectIndicators(state: IncidentState, tlp: string, at: number): IndicatorSelection {
  const strictest = tlpLabels.findIndex((label) => label === tlp);
  const all = [...state.entities.values()].filter((entity): entity is Entity<'indicator'> => entity.kind === 'indicator' && entity.retracted === null && entity.state !== 'revoked')
    .sort((left, right) => compareRefs(left.ref, right.ref)).map((entity): OutgoingIndicator => ({
      entity, tlp: entity.body.tlp ?? state.incident?.body.tlp ?? 'RED', pap: papInForce(state, entity), mayBlock: !needsBlockDecision(state, entity),
    }));
  const current = all.filter(({ entity }) => !isIndicatorExpired(entity, at) && entity.state !== 'expired');
  const outgoing = current.filter((item) => tlpLabels.findIndex((label) => label === item.tlp) >= Math.max(0, strictest));
  return { outgoing, leftOut: [{ reason: 'expired', count: all.length - current.length }, { reason: 'marked stricter than asked for', count: current.length - outgoing.length }].filter(({ count }) => count > 0) };
}
