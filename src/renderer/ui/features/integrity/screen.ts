import type { IncidentHeader } from '#ipc';
import type { NavigationCount, ScreenDefinition } from '../../shell/screen.ts';
import { IntegrityScreen } from './IntegrityScreen.tsx';

/** What is proven and what is not. */
export const integrityScreen: ScreenDefinition = {
  id: 'integrity', label: 'integrity.title', section: 'handover', keys: 'g v',
  count: countOf, Component: IntegrityScreen, Inspector: null,
};

// What entries show, and what speaks against the copy itself: forks, gaps, witnesses and fingerprints that differ.
function countOf({ findings, counts }: IncidentHeader): NavigationCount {
  const all = findings + (counts['trustFindings'] ?? 0);
  return all === 0 ? { type: 'text', text: 'integrity.noFindings', tone: 'ok' } : { type: 'number', value: all, tone: 'hot' };
}
