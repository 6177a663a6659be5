/** Ids that every export of the console shares, so that two exports of one playbook are the same file (docs/spec/playbooks.md section 4). */
export const EXTENSION_ID = 'extension-definition--96704d22-ff0c-456c-97b6-2bae6849d568';
export const CREATOR_ID = 'identity--2bf0134c-eeff-4467-8e97-a457ec1b869a';
export const AGENT_ID = 'individual--bd6f351c-430d-4712-9a90-c8e19887bd5f';
export const SPEC_VERSION = 'cacao-2.0';

/** Limits of what is taken in. */
export const MAX_BYTES = 2 ** 20;
export const MAX_STEPS = 100;
export const MAX_STEP_TEXT = 2000;

/** Fields that CACAO 2.0 has at each place; anything else is refused by name. */
export const playbookProperties: readonly string[] = [
  'type', 'spec_version', 'id', 'name', 'description', 'playbook_types', 'playbook_activities', 'playbook_processing_summary', 'created_by', 'created', 'modified', 'revoked',
  'valid_from', 'valid_until', 'derived_from', 'related_to', 'priority', 'severity', 'impact', 'industry_sectors', 'labels', 'external_references', 'markings', 'playbook_variables',
  'workflow_start', 'workflow_exception', 'workflow', 'playbook_extensions', 'authentication_info_definitions', 'agent_definitions', 'target_definitions', 'extension_definitions',
  'data_marking_definitions', 'signatures',
];
const stepCommon = ['type', 'name', 'description', 'external_references', 'delay', 'timeout', 'step_variables', 'owner', 'step_extensions'];
export const stepPropertiesByType: Readonly<Record<'start' | 'action' | 'end', readonly string[]>> = {
  start: [...stepCommon, 'on_completion'],
  action: [...stepCommon, 'on_completion', 'on_success', 'on_failure', 'commands', 'agent', 'targets', 'in_args', 'out_args'],
  end: stepCommon,
};
export const commandProperties: readonly string[] = ['type', 'command', 'version', 'playbook_activity', 'external_references', 'description'];
/** Types of steps that CACAO 2.0 has and a run has no place for. */
export const branchingTypes: readonly string[] = ['playbook-action', 'parallel', 'if-condition', 'while-condition', 'switch-condition'];
