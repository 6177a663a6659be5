/** How something was acquired. */
export const acquisitionMethods = ['live', 'dead', 'logical', 'physical', 'cloud-api', 'manual'] as const;
/** Whether what came out is what went in, compared by hash. */
export const acquisitionChecks = ['match', 'mismatch', 'not-applicable'] as const;
/** What became of one line of the volatility checklist. */
export const checklistOutcomes = ['captured', 'skipped'] as const;
export const holdStates = ['in-force', 'lifted'] as const;
