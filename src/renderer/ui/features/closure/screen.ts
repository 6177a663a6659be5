import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { ClosureScreen } from './ClosureScreen.tsx';

/** What stands between the incident and its end, reviews, lessons and corrective actions. */
export const closureScreen: ScreenDefinition = {
  id: 'closure', label: 'closure.title', section: 'handover', keys: 'g z', count: ({ counts }) => ({ type: 'number', value: counts['corrective-action'] ?? 0 }), Component: ClosureScreen, Inspector: EntityInspector,
};
