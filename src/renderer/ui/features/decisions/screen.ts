import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { DecisionsScreen } from './DecisionsScreen.tsx';

/** Decisions with their reasons. */
export const decisionsScreen: ScreenDefinition = {
  id: 'decisions', label: 'decisions.title', section: 'situation', keys: 'g d', count: (header) => ({ type: 'number', value: header.counts['decision'] ?? 0 }), Component: DecisionsScreen, Inspector: EntityInspector,
};
