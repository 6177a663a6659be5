import type { ScreenDefinition } from '../../shell/screen.ts';
import { ReportsScreen } from './ReportsScreen.tsx';

/** Reports and other documents. */
export const reportsScreen: ScreenDefinition = { id: 'reports', label: 'reports.title', section: 'handover', keys: 'g r', count: (header) => ({ type: 'number', value: header.counts['report'] ?? 0 }), Component: ReportsScreen, Inspector: null };
