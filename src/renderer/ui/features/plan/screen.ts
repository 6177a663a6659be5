import type { ScreenDefinition } from '../../shell/screen.ts';
import { PlanScreen } from './PlanScreen.tsx';

/** The situational response plan and its versions. */
export const planScreen: ScreenDefinition = { id: 'plan', label: 'plan.title', section: 'run', keys: 'g Shift+p', count: ({ counts }) => ({ type: 'number', value: counts['plan'] ?? 0 }), Component: PlanScreen, Inspector: null };
