import type { ScreenDefinition } from '../../shell/screen.ts';
import { ClocksScreen } from './ClocksScreen.tsx';

/** What is owed by when. The header strip tells what is late, so the navigation shows no figure. */
export const clocksScreen: ScreenDefinition = { id: 'clocks', label: 'clocks.title', section: 'run', keys: 'g l', count: null, Component: ClocksScreen, Inspector: null };
