/** What an item of evidence is kept for. */
export const evidencePurposes = ['technical-work', 'review', 'legal', 'regulator', 'insurance', 'other'] as const;
