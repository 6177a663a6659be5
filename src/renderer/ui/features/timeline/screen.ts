import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { TimelineScreen } from './TimelineScreen.tsx';

/** The incident timeline. */
export const timelineScreen: ScreenDefinition = {
  id: 'timeline', label: 'timeline.title', section: 'situation', keys: 'g t', count: (header) => ({ type: 'number', value: header.counts['event'] ?? 0 }), Component: TimelineScreen, Inspector: EntityInspector,
};
