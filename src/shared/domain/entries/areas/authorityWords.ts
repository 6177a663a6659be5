/** What a standing approval says of an action, the strictest first. */
export const approvalLevels = ['never', 'ask-first', 'act'] as const;
/** Which approval it is: the only one, or one of two. */
export const approvalSeats = ['single', 'first-of-two', 'second-of-two'] as const;
/** Answers to a request for approval, the strictest first. */
export const approvalVerdicts = ['refused', 'conditional', 'approved'] as const;
/** How somebody proved on a call who they are. The secret itself is never recorded. */
export const identityMethods = ['callback', 'code-sheet', 'phrase', 'in-person', 'other'] as const;
export const identityResults = ['failed', 'not-checked', 'passed'] as const;
/** What became of something to be captured before containment may destroy it. */
export const captureOutcomes = ['done', 'skipped'] as const;
/** Whether an action had the effect that was wanted. */
export const verificationResults = ['ineffective', 'partial', 'effective'] as const;
/** What has to be there before any incident, in the order of the checklist (docs/spec/authority.md section 5). */
export const readinessItems = [
  'contacts-called', 'designated-contacts', 'authentication-sheet', 'actions-approved', 'manual-reviewed', 'channels-tested', 'clocks-confirmed', 'outside-numbers', 'asset-list', 'log-sources',
  'backups', 'calendar-valid', 'templates-approved', 'evidence-kit', 'console-copied', 'sheets-printed', 'exercise-held',
] as const;
export const readinessOutcomes = ['gap', 'complete', 'not-applicable'] as const;
