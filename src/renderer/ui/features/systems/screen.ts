import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { SystemsScreen } from './SystemsScreen.tsx';

/** Systems in scope. */
export const systemsScreen: ScreenDefinition = {
  id: 'systems', label: 'systems.title', section: 'scope', keys: 'g y', count: (header) => ({ type: 'number', value: header.counts['system'] ?? 0 }), Component: SystemsScreen, Inspector: EntityInspector,
};
