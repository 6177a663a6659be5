import type { ScreenDefinition } from '../../shell/screen.ts';
import { CommunicationInspector } from './CommunicationInspector.tsx';
import { CommunicationsScreen } from './CommunicationsScreen.tsx';

/** The log of messages, in and out. */
export const communicationsScreen: ScreenDefinition = {
  id: 'communications', label: 'communications.title', section: 'talk', keys: 'g c', count: (header) => ({ type: 'number', value: header.counts['communication'] ?? 0 }), Component: CommunicationsScreen, Inspector: CommunicationInspector,
};
