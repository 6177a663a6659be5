import type { ScreenDefinition } from '../../shell/screen.ts';
import { SyncScreen } from './SyncScreen.tsx';

/** How the journal gets to the other members, and what they are known to hold. */
export const syncScreen: ScreenDefinition = { id: 'sync', label: 'sync.title', section: 'handover', keys: 'g Shift+y', count: null, Component: SyncScreen, Inspector: null };
