import type { ScreenDefinition } from '../../shell/screen.ts';
import { FindingInspector } from './FindingInspector.tsx';
import { FindingsScreen } from './FindingsScreen.tsx';

/** Findings and hypotheses. */
export const findingsScreen: ScreenDefinition = {
  id: 'findings', label: 'scope.findings', section: 'scope', keys: 'g f', count: (header) => ({ type: 'number', value: header.counts['finding'] ?? 0 }), Component: FindingsScreen, Inspector: FindingInspector,
};
