import type { Entry } from '../entries/entry.ts';
import { isEntityOf } from '../entities/select.ts';
import type { IncidentState } from '../view.ts';

/** Why a `playbook-step` may not be written (docs/spec/playbooks.md section 3), or null: the run stands and has the step, and something says what was done, or why not. */
export function playbookStepFault(entry: Extract<Entry, { readonly kind: 'playbook-step' }>, state: IncidentState): string | null {
  const run = state.entities.get(entry.body.run);
  if (!isEntityOf(run, 'playbook-run') || run.retracted !== null) return 'the field "run" names no run that stands';
  if (!run.body.steps.some((step) => step.id === entry.body.step)) return 'the field "step" is no step of this run';
  if ((entry.body.remark ?? '').trim() !== '') return null;
  if (entry.body.outcome !== 'done') return 'the field "remark" is empty: it is the reason';
  return entry.links.some((link) => link.relation === 'derived-from') ? null : 'a step is done by something: link it, or say it in the field "remark"';
}
