/** How a review is held. */
export const reviewFormats = ['hotwash', 'post-incident', 'deep-dive'] as const;
export const reviewStates = ['scheduled', 'held', 'cancelled'] as const;
export const lessonAreas = ['detection', 'response', 'prevention', 'recovery', 'communication', 'tooling', 'preparation'] as const;
export const lessonValences = ['well', 'badly', 'lucky'] as const;
export const correctiveTypes = ['prevent', 'detect', 'respond', 'recover', 'prepare'] as const;
export const correctiveControls = ['technical', 'process', 'procedure', 'training', 'contract'] as const;
export const correctiveStates = ['proposed', 'accepted', 'declined', 'in-progress', 'done', 'verified-effective', 'ineffective', 'reopened'] as const;
/** What came of an indicator where it was deployed; `declined` when it was not. */
export const deploymentResults = ['watching', 'hit', 'no-hit', 'declined'] as const;
