import type { IncidentHeader } from '#ipc';
import type { NavigationCount, ScreenDefinition } from '../../shell/screen.ts';
import { ConflictsScreen } from './ConflictsScreen.tsx';

/** What people wrote apart and that contradicts, side by side. */
export const conflictsScreen: ScreenDefinition = {
  id: 'conflicts', label: 'conflicts.title', section: 'handover', keys: 'g Shift+x', count: countOf, Component: ConflictsScreen, Inspector: null,
};

function countOf({ counts }: IncidentHeader): NavigationCount {
  const { conflicts = 0, notices = 0 } = counts;
  return conflicts + notices === 0 ? { type: 'text', text: 'conflicts.none', tone: 'ok' } : { type: 'number', value: conflicts + notices, tone: conflicts > 0 ? 'hot' : 'plain' };
}
