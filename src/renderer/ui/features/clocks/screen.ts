import type { ScreenDefinition } from '../../shell/screen.ts';
import { ClocksScreen } from './ClocksScreen.tsx';

/** What is owed by when. The navigation tells how many clocks run, and that one is late; the header strip counts down. */
export const clocksScreen: ScreenDefinition = {
  id: 'clocks', label: 'clocks.title', section: 'run', keys: 'g l', Component: ClocksScreen, Inspector: null,
  count: ({ counts }) => (counts['clocksOpen'] === undefined ? null : { type: 'number', value: counts['clocksOpen'], tone: (counts['clocksAlarmAt'] ?? Infinity) < Date.now() ? 'hot' : 'plain' }),
};
