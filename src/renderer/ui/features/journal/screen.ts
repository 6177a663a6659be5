import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { JournalScreen } from './JournalScreen.tsx';

/** The journal: every entry, newest first. */
export const journalScreen: ScreenDefinition = {
  id: 'journal', label: 'journal.title', section: 'situation', keys: 'g j', count: (header) => ({ type: 'number', value: header.entries }), Component: JournalScreen, Inspector: EntityInspector,
};
