import type { ScreenDefinition } from '../../shell/screen.ts';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { GraphScreen } from './GraphScreen.tsx';

/** The attack graph, drawn from the rows of the journal. */
export const graphScreen: ScreenDefinition = { id: 'graph', label: 'scope.graph', section: 'scope', keys: 'g Shift+g', count: null, Component: GraphScreen, Inspector: EntityInspector };
