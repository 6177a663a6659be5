import type { ScreenDefinition } from '../../shell/screen.ts';
import { MessageInspector } from './MessageInspector.tsx';
import { MessagesScreen } from './MessagesScreen.tsx';

/** Composed messages, from the first draft to the answer. */
export const messagesScreen: ScreenDefinition = {
  id: 'messages', label: 'messages.title', section: 'talk', keys: 'g Shift+m', count: (header) => ({ type: 'number', value: header.counts['message'] ?? 0 }), Component: MessagesScreen, Inspector: MessageInspector,
};
