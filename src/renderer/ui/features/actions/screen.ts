import type { ScreenDefinition } from '../../shell/screen.ts';
import { ActionInspector } from './ActionInspector.tsx';
import { ActionsScreen } from './ActionsScreen.tsx';

/** Response actions and why they were allowed. */
export const actionsScreen: ScreenDefinition = {
  id: 'actions', label: 'actions.title', section: 'situation', keys: 'g a', count: (header) => ({ type: 'number', value: header.counts['action'] ?? 0 }), Component: ActionsScreen, Inspector: ActionInspector,
};
