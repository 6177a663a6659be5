import type { ScreenDefinition } from '../../shell/screen.ts';
import { CauseInspector } from './CauseInspector.tsx';
import { CausesScreen } from './CausesScreen.tsx';

/** The causal tree. */
export const causesScreen: ScreenDefinition = {
  id: 'causes', label: 'scope.causes', section: 'scope', keys: 'g Shift+c', count: (header) => ({ type: 'number', value: header.counts['cause'] ?? 0 }), Component: CausesScreen, Inspector: CauseInspector,
};
