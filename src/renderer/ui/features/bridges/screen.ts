import type { ScreenDefinition } from '../../shell/screen.ts';
import { BridgeInspector } from './BridgeInspector.tsx';
import { BridgesScreen } from './BridgesScreen.tsx';

/** Conference bridges with their roll-calls. */
export const bridgesScreen: ScreenDefinition = {
  id: 'bridges', label: 'bridges.title', section: 'talk', keys: 'g Shift+b', count: (header) => ({ type: 'number', value: header.counts['bridge'] ?? 0 }), Component: BridgesScreen, Inspector: BridgeInspector,
};
