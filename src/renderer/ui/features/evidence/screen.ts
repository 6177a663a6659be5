import type { ScreenDefinition } from '../../shell/screen.ts';
import { EvidenceInspector } from './EvidenceInspector.tsx';
import { EvidenceScreen } from './EvidenceScreen.tsx';

/** Evidence and its custody. */
export const evidenceScreen: ScreenDefinition = {
  id: 'evidence', label: 'evidence.title', section: 'situation', keys: 'g e', count: (header) => ({ type: 'number', value: header.counts['evidence'] ?? 0 }), Component: EvidenceScreen, Inspector: EvidenceInspector,
};
