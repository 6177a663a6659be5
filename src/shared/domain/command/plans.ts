import { standingOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entity, IncidentState } from '../view.ts';

type Plan = BodyOf<'plan'>;
export type PlanField = Exclude<keyof Plan, 'version' | 'approved'>;
/** What one version says of a field that another does not. */
export interface PlanChange { readonly field: PlanField; readonly added: readonly string[]; readonly removed: readonly string[] }

const planFields: readonly PlanField[] = ['situation', 'objectives', 'strategy', 'workstreams', 'constraints', 'triggers', 'resources', 'communicationsPlan', 'recoveryCriteria'];

/** Versions of the response plan, the highest first; of equal ones the later first. */
export function planVersions(plans: readonly Entity<'plan'>[]): readonly Entity<'plan'>[] {
  return plans.filter(({ retracted }) => retracted === null).toSorted((left, right) => right.body.version - left.body.version || right.stamp.number - left.stamp.number);
}

/** The plan in force: the approved one with the highest version; null while none is approved (docs/spec/command.md section 5). */
export function planInForce(state: IncidentState): Entity<'plan'> | null {
  return planVersions(standingOf(state, 'plan')).find(({ body }) => body.approved !== undefined) ?? null;
}

/** Field by field, what the later version says and the earlier did not, and the other way round. Empty when they say the same. */
export function comparePlans(before: Plan, after: Plan): readonly PlanChange[] {
  return planFields.flatMap((field): readonly PlanChange[] => {
    const [left, right] = [planLines(before, field), planLines(after, field)];
    const added = right.filter((text) => !left.includes(text));
    const removed = left.filter((text) => !right.includes(text));
    return added.length + removed.length === 0 ? [] : [{ field, added, removed }];
  });
}

/** A field of a plan as lines of text. */
export function planLines(plan: Plan, field: PlanField): readonly string[] {
  switch (field) {
    case 'objectives': case 'constraints': return plan[field];
    case 'workstreams': return plan.workstreams.map(({ name, lead, tasks }) => `${name}${lead ? ` (${lead})` : ''}${tasks.length === 0 ? '' : `: ${tasks.join('; ')}`}`);
    case 'triggers': return plan.triggers.map(({ when, action }) => `If ${when}, then ${action}`);
    default: {
      const text = plan[field];
      return text === undefined || text === '' ? [] : [text];
    }
  }
}
