import type { ScreenDefinition } from '../../shell/screen.ts';
import { UpdateInspector } from './UpdateInspector.tsx';
import { UpdatesScreen } from './UpdatesScreen.tsx';

/** Who is kept informed, and when they hear from us next. */
export const updatesScreen: ScreenDefinition = {
  id: 'updates', label: 'updates.title', section: 'talk', keys: 'g Shift+u', count: (header) => ({ type: 'number', value: header.counts['subscription'] ?? 0 }), Component: UpdatesScreen, Inspector: UpdateInspector,
};
