import type { ScreenDefinition } from '../../shell/screen.ts';
import { AlertInspector } from './AlertInspector.tsx';
import { AlertsScreen } from './AlertsScreen.tsx';

/** What tools said, what of it belongs together, and which detection rests on it. */
export const alertsScreen: ScreenDefinition = {
  id: 'alerts', label: 'alerts.title', section: 'situation', keys: 'g Shift+a', count: (header) => ({ type: 'number', value: header.counts['alert'] ?? 0 }), Component: AlertsScreen, Inspector: AlertInspector,
};
