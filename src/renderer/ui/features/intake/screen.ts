import type { ScreenDefinition } from '../../shell/screen.ts';
import { IntakeInspector } from './IntakeInspector.tsx';
import { IntakeScreen } from './IntakeScreen.tsx';

/** Reports that came in, and which of them nobody has answered. */
export const intakeScreen: ScreenDefinition = {
  id: 'intake', label: 'intake.title', section: 'situation', keys: 'g n', count: (header) => ({ type: 'number', value: header.counts['intake'] ?? 0 }), Component: IntakeScreen, Inspector: IntakeInspector,
};
