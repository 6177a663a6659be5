import { ok, type Result } from '#base';
import { parsePlaybook, type Playbook } from '#domain';
import { EXTENSION_ID, MAX_BYTES, MAX_STEPS, MAX_STEP_TEXT, playbookProperties, SPEC_VERSION } from './constants.ts';
import { asFields, firstUnknown, problem, type CacaoProblem, type Fields } from './problem.ts';
import { readWorkflow, type WorkflowStep } from './readWorkflow.ts';

/** What was taken in otherwise than it stood: without our extension, or with fields that were left out. */
export type CacaoNote = { readonly kind: 'no-extension' | 'left-out'; readonly where: string };
export interface ReadPlaybook { readonly playbook: Playbook; readonly notes: readonly CacaoNote[] }

const extensionFields = ['code', 'version', 'types', 'minimumSeverity', 'attack', 'd3fend'];
const stepExtensionFields = ['phase', 'kind', 'actionKind', 'twoApprovers', 'captureFirst'];
// Read, or made anew by an export: leaving these out loses nothing.
const understood = ['type', 'spec_version', 'id', 'name', 'description', 'created', 'modified', 'created_by', 'workflow_start', 'workflow', 'playbook_extensions'];
const remade = ['playbook_types', 'labels', 'external_references', 'agent_definitions', 'extension_definitions'];

/** Reads a CACAO 2.0 playbook, as strictly as docs/spec/playbooks.md section 4 says. Never throws. */
export function readCacao(bytes: Uint8Array): Result<ReadPlaybook, CacaoProblem> {
  if (bytes.length > MAX_BYTES) return problem('too-large', '');
  const file = parseJson(bytes);
  if (file === null) return problem('not-json', '');
  if (file['type'] !== 'playbook') return problem('not-cacao', 'type');
  if (file['spec_version'] !== SPEC_VERSION) return problem('other-version', 'spec_version');
  const unknown = firstUnknown(file, playbookProperties);
  if (unknown !== null) return problem('unknown-field', unknown);
  const missing = ['id', 'name', 'created_by', 'created', 'modified', 'workflow_start', 'workflow'].find((name) => !Object.hasOwn(file, name));
  if (missing !== undefined) return problem('missing-field', missing);
  const steps = readWorkflow(file);
  if (!steps.ok) return steps;
  if (steps.value.length === 0) return problem('no-steps', 'workflow');
  if (steps.value.length > MAX_STEPS) return problem('too-many-steps', 'workflow');
  const long = steps.value.find((step) => step.text.length > MAX_STEP_TEXT);
  return long === undefined ? assemble(file, steps.value) : problem('text-too-long', `workflow.${long.key}`);
}

function assemble(file: Fields, steps: readonly WorkflowStep[]): Result<ReadPlaybook, CacaoProblem> {
  const own = extensionOf(file['playbook_extensions'], 'playbook_extensions', extensionFields);
  if (!own.ok) return own;
  const read: unknown[] = [];
  let hasAll = own.value !== null;
  for (const { key, id, text, extensions } of steps) {
    const marks = extensionOf(extensions, `workflow.${key}.step_extensions`, stepExtensionFields);
    if (!marks.ok) return marks;
    hasAll &&= marks.value !== null;
    read.push({ phase: 'assess', kind: 'action', ...marks.value, id, text });
  }
  const { id, name, description, modified } = file;
  const playbook = parsePlaybook({
    version: modified, types: [], ...own.value, playbook: typeof id === 'string' ? id.replace(/^playbook--/, '') : id, title: name, ...(description === undefined ? {} : { useWhen: description }), steps: read,
  });
  if (!playbook.ok) return problem('bad-value', placeInFile(playbook.error.message, steps));
  const leftOut = Object.keys(file).filter((field) => !understood.includes(field) && !(hasAll && remade.includes(field)));
  return ok({ playbook: playbook.value, notes: [...(hasAll ? [] : [{ kind: 'no-extension' as const, where: '' }]), ...(leftOut.length === 0 ? [] : [{ kind: 'left-out' as const, where: leftOut.join(', ') }])] });
}

function extensionOf(value: unknown, where: string, known: readonly string[]): Result<Fields | null, CacaoProblem> {
  if (value === undefined) return ok(null);
  const extensions = asFields(value);
  if (extensions === null) return problem('bad-value', where);
  if (!Object.hasOwn(extensions, EXTENSION_ID)) return ok(null);
  const own = asFields(extensions[EXTENSION_ID]);
  if (own === null) return problem('bad-value', `${where}.${EXTENSION_ID}`);
  const unknown = firstUnknown(own, known);
  return unknown === null ? ok(own) : problem('unknown-field', `${where}.${EXTENSION_ID}.${unknown}`);
}

// The reader of playbooks names its own fields; the person holds the file.
function placeInFile(path: string, steps: readonly WorkflowStep[]): string {
  const [field = '', index = '', ...rest] = path.split('.');
  if (field === 'steps') return ['workflow', steps[Number(index)]?.key ?? '', ...rest].join('.');
  const names: Readonly<Record<string, string>> = { playbook: 'id', title: 'name', useWhen: 'description', version: 'playbook_extensions version' };
  return names[path] ?? `playbook_extensions ${path}`;
}

function parseJson(bytes: Uint8Array): Fields | null {
  try {
    return asFields(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}
