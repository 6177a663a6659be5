import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { SwimlaneScreen } from './SwimlaneScreen.tsx';

/** The incident as lanes over time. */
export const swimlaneScreen: ScreenDefinition = { id: 'swimlane', label: 'scope.swimlane', section: 'scope', keys: 'g Shift+l', count: null, Component: SwimlaneScreen, Inspector: EntityInspector };
