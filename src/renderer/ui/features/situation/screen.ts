import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { SituationScreen } from './SituationScreen.tsx';

/** Situation reports on their cadence. */
export const situationScreen: ScreenDefinition = { id: 'situation', label: 'situation.title', section: 'run', keys: 'g Shift+s', count: ({ counts }) => ({ type: 'number', value: counts['sitrep'] ?? 0 }), Component: SituationScreen, Inspector: EntityInspector };
