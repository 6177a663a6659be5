import type { ScreenDefinition } from '../../shell/screen.ts';
import { ApprovalInspector } from './ApprovalInspector.tsx';
import { ApprovalsScreen } from './ApprovalsScreen.tsx';

/** Approvals asked for and given, what was signed beforehand, overrides to ratify. */
export const approvalsScreen: ScreenDefinition = {
  id: 'approvals', label: 'approvals.title', section: 'situation', keys: 'g x', count: (header) => ({ type: 'number', value: header.counts['approval'] ?? 0 }), Component: ApprovalsScreen, Inspector: ApprovalInspector,
};
