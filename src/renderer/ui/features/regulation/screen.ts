import type { ScreenDefinition } from '../../shell/screen.ts';
import { RegulationScreen } from './RegulationScreen.tsx';

/** Regulators: what each regime asks, what was decided, what was sent. */
export const regulationScreen: ScreenDefinition = {
  id: 'regulation', label: 'regulation.title', section: 'handover', keys: 'g Shift+r', Component: RegulationScreen, Inspector: null,
  count: ({ counts }) => ((counts['clock-pack'] ?? 0) === 0 ? null : { type: 'number', value: counts['reportability'] ?? 0 }),
};
