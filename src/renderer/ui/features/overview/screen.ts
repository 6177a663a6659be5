import type { ScreenDefinition } from '../../shell/screen.ts';
import { OverviewScreen } from './OverviewScreen.tsx';

/** The situation in one page. */
export const overviewScreen: ScreenDefinition = { id: 'overview', label: 'overview.title', section: 'situation', keys: 'g o', count: null, Component: OverviewScreen, Inspector: null };
