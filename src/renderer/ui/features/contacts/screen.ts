import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { ContactsScreen } from './ContactsScreen.tsx';

/** Who is called, on which numbers and in which order. */
export const contactsScreen: ScreenDefinition = {
  id: 'contacts', label: 'communications.contacts', section: 'talk', keys: 'g h', count: (header) => ({ type: 'number', value: header.counts['contact'] ?? 0 }), Component: ContactsScreen, Inspector: EntityInspector,
};
