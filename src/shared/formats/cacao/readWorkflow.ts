import { ok, type Result } from '#base';
import { branchingTypes, commandProperties, MAX_STEPS, stepPropertiesByType } from './constants.ts';
import { asFields, firstUnknown, problem, type CacaoProblem, type Fields } from './problem.ts';

/** An action step in the order in which it comes: its key in the file, its own id, what to do, and its extensions as they stand. */
export interface WorkflowStep { readonly key: string; readonly id: string; readonly text: string; readonly extensions: unknown }

/** Follows the one line of steps from the start to the end. Everything that is not such a line is a problem. */
export function readWorkflow(file: Fields): Result<readonly WorkflowStep[], CacaoProblem> {
  const workflow = asFields(file['workflow']);
  if (workflow === null) return problem('bad-value', 'workflow');
  const checked = checkSteps(workflow);
  if (!checked.ok) return checked;
  const steps: WorkflowStep[] = [];
  const seen = new Set<string>();
  let key = file['workflow_start'];
  let from = 'workflow_start';
  for (;;) {
    const step = typeof key === 'string' && Object.hasOwn(workflow, key) ? asFields(workflow[key]) : null;
    if (step === null || typeof key !== 'string') return problem('unknown-step', from);
    if (seen.has(key)) return problem('loop', `workflow.${key}`);
    seen.add(key);
    if ((step['type'] === 'start') !== (seen.size === 1)) return problem('bad-value', `workflow.${key}.type`);
    if (step['type'] === 'end') break;
    if (step['type'] === 'action') {
      const text = readCommands(step, key);
      if (!text.ok) return text;
      // One more than are taken in says that there are too many.
      if (steps.length > MAX_STEPS) return ok(steps);
      steps.push({ key, id: key.replace(/^action--/, ''), text: text.value, extensions: step['step_extensions'] });
    }
    if (step['on_failure'] !== undefined) return problem('branching', `workflow.${key}.on_failure`);
    from = `workflow.${key}.${step['on_completion'] === undefined ? 'on_success' : 'on_completion'}`;
    key = step['on_completion'] ?? step['on_success'];
  }
  const unreached = Object.keys(workflow).find((name) => !seen.has(name));
  return unreached === undefined ? ok(steps) : problem('unreached-step', `workflow.${unreached}`);
}

function checkSteps(workflow: Fields): Result<null, CacaoProblem> {
  for (const [key, value] of Object.entries(workflow)) {
    const step = asFields(value);
    const type = step?.['type'];
    if (step === null || typeof type !== 'string') return problem('bad-value', `workflow.${key}`);
    if (branchingTypes.includes(type)) return problem('branching', `workflow.${key} (${type})`);
    if (type !== 'start' && type !== 'action' && type !== 'end') return problem('bad-value', `workflow.${key}.type`);
    if (!key.startsWith(`${type}--`)) return problem('bad-value', `workflow.${key}`);
    const unknown = firstUnknown(step, stepPropertiesByType[type]);
    if (unknown !== null) return problem('unknown-field', `workflow.${key}.${unknown}`);
  }
  return ok(null);
}

function readCommands(step: Fields, key: string): Result<string, CacaoProblem> {
  const { commands } = step;
  const where = `workflow.${key}.commands`;
  if (commands === undefined) return problem('missing-field', where);
  if (!Array.isArray(commands) || commands.length === 0) return problem('bad-value', where);
  const texts: string[] = [];
  for (const item of commands as readonly unknown[]) {
    const command = asFields(item);
    if (command === null) return problem('bad-value', where);
    if (command['type'] !== 'manual') return problem('not-manual', where);
    const unknown = firstUnknown(command, commandProperties);
    if (unknown !== null) return problem('unknown-field', `${where}.${unknown}`);
    const text = command['command'];
    if (typeof text !== 'string' || text === '') return problem('bad-value', where);
    texts.push(text);
  }
  return ok(texts.join('\n'));
}
