import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { DataSetsScreen } from './DataSetsScreen.tsx';

/** Data in scope. */
export const dataSetsScreen: ScreenDefinition = {
  id: 'data-sets', label: 'scope.dataSets', section: 'scope', keys: 'g Shift+d', count: (header) => ({ type: 'number', value: header.counts['data-set'] ?? 0 }), Component: DataSetsScreen, Inspector: EntityInspector,
};
