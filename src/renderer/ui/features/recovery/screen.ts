import type { ScreenDefinition } from '../../shell/screen.ts';
import { RecoveryInspector } from './RecoveryInspector.tsx';
import { RecoveryScreen } from './RecoveryScreen.tsx';

/** What each system and account in scope still needs until it is recovered. */
export const recoveryScreen: ScreenDefinition = { id: 'recovery', label: 'scope.recovery', section: 'scope', keys: 'g b', count: null, Component: RecoveryScreen, Inspector: RecoveryInspector };
