import type { ScreenDefinition } from '../../shell/screen.ts';
import { AssessmentInspector } from './AssessmentInspector.tsx';
import { AssessmentsScreen } from './AssessmentsScreen.tsx';

/** How bad it is, as a series: the current assessment first. */
export const assessmentsScreen: ScreenDefinition = {
  id: 'assessments', label: 'assessments.title', section: 'situation', keys: 'g q', count: (header) => ({ type: 'number', value: header.counts['assessment'] ?? 0 }), Component: AssessmentsScreen, Inspector: AssessmentInspector,
};
