/** Outcomes of a call after which nobody has heard what it was about. */
export const failedOutcomes: readonly string[] = ['reached-not-authenticated', 'voicemail', 'busy', 'no-answer', 'wrong-number', 'refused'];
