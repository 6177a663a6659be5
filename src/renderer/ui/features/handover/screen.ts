import type { ScreenDefinition } from '../../shell/screen.ts';
import { HandoverScreen } from './HandoverScreen.tsx';

/** Shift changes: what passes on, item by item. */
export const handoverScreen: ScreenDefinition = { id: 'handover', label: 'handover.title', section: 'handover', keys: 'g Shift+h', count: ({ counts }) => ({ type: 'number', value: counts['handover'] ?? 0 }), Component: HandoverScreen, Inspector: null };
