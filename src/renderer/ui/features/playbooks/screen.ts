import type { ScreenDefinition } from '../../shell/screen.ts';
import { PlaybooksScreen } from './PlaybooksScreen.tsx';

/** Playbooks: what is proposed, and what became of each step. The navigation tells how many steps are settled. */
export const playbooksScreen: ScreenDefinition = {
  id: 'playbooks', label: 'playbooks.title', section: 'run', keys: 'g p', Component: PlaybooksScreen, Inspector: null,
  count: ({ counts }) => ((counts['playbookSteps'] ?? 0) === 0 ? null : { type: 'text', text: 'playbooks.progress', values: { settled: counts['playbookSettled'] ?? 0, steps: counts['playbookSteps'] ?? 0 }, tone: 'plain' }),
};
