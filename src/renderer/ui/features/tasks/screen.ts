import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { TasksScreen } from './TasksScreen.tsx';

/** Tasks: who does what by when. */
export const tasksScreen: ScreenDefinition = {
  id: 'tasks', label: 'tasks.title', section: 'run', keys: 'g k', count: (header) => ({ type: 'number', value: header.counts['task'] ?? 0 }), Component: TasksScreen, Inspector: EntityInspector,
};
