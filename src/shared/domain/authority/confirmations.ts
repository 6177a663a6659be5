import type { Entity, IncidentState } from '../view.ts';
import { entitiesOf, standingOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import type { EntityId } from '#base';
import { confirming, type Approval, type ConfirmingLink } from './approvals.ts';
import { unsettledOverrides } from './course.ts';
import { approvalOrigins, type ApprovalOrigin } from './origins.ts';

/** What the list of approvals is made from; `approvalViews` says how each stands at an instant. */
export interface ApprovalsBase {
  readonly approvals: readonly Approval[];
  readonly links: readonly ConfirmingLink[];
  readonly overrides: readonly Entity<'action'>[];
  /** Where each answer was written. */
  readonly origins: readonly ApprovalOrigin[];
  /** Actions that approvals are about. */
  readonly actions: readonly { readonly id: EntityId; readonly ref: string | null; readonly title: string }[];
}

/** Approvals of an incident and what they refer to. */
export function approvalsBase(state: IncidentState): ApprovalsBase {
  const approvals = standingOf(state, 'approval');
  const about = new Set(approvals.map((approval) => approval.body.action));
  return {
    approvals, links: confirmingLinks(state), overrides: unsettledOverrides(state), origins: approvalOrigins(state),
    actions: entitiesOf(state, 'action').filter((action) => about.has(action.id)).map((action) => ({ id: action.id, ref: action.ref, title: titleOf(action) })),
  };
}

/** Links in force from messages and items of evidence that may confirm an approval in writing. */
export function confirmingLinks(state: IncidentState): readonly (ConfirmingLink & { readonly at: Entity['stamp'] })[] {
  return standingOf(state, 'approval').flatMap((approval) => approval.linkedFrom.flatMap((id) => {
    const from = state.entities.get(id);
    if (from === undefined || from.retracted !== null || (from.kind !== 'communication' && from.kind !== 'evidence')) return [];
    const linked = from.changes.flatMap((change) => (change.type === 'link' && !change.reverted && change.link.from === id && change.link.to === approval.id ? [{ relation: change.link.relation, at: change.stamp }] : []));
    const own = from.envelope.links.filter((link) => link.to === approval.id).map((link) => ({ relation: link.relation, at: from.stamp }));
    return [...own, ...linked].filter((link) => confirming.includes(link.relation)).map((link) => ({ from: id, to: approval.id, ...link }));
  }));
}
