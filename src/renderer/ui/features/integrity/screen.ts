import type { ScreenDefinition } from '../../shell/screen.ts';
import { IntegrityScreen } from './IntegrityScreen.tsx';

/** What is proven and what is not. */
export const integrityScreen: ScreenDefinition = {
  id: 'integrity', label: 'integrity.title', section: 'handover', keys: 'g v',
  count: (header) => (header.findings === 0 ? { type: 'text', text: 'integrity.noFindings', tone: 'ok' } : { type: 'number', value: header.findings, tone: 'hot' }), Component: IntegrityScreen, Inspector: null,
};
