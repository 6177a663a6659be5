import { MilestoneInspector } from './MilestoneInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { MilestonesScreen } from './MilestonesScreen.tsx';

/** Milestones of the response. */
export const milestonesScreen: ScreenDefinition = {
  id: 'milestones', label: 'milestones.title', section: 'run', keys: 'g m', count: (header) => ({ type: 'number', value: header.counts['milestone'] ?? 0 }), Component: MilestonesScreen, Inspector: MilestoneInspector,
};
