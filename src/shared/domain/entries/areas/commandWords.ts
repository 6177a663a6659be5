/** Roles in an incident. At any instant one person holds the first of them (docs/spec/command.md section 1). */
export const incidentRoles = [
  'incident-coordinator', 'deputy', 'scribe', 'lead-investigator', 'evidence-custodian', 'containment-lead', 'recovery-lead', 'communications-lead',
  'customer-liaison', 'internal-liaison', 'legal-counsel', 'privacy-officer', 'executive-sponsor', 'soc-analyst', 'subject-expert', 'approver', 'observer',
  'external-responder', 'law-enforcement-liaison',
] as const;
export const assignmentStates = ['offered', 'accepted', 'declined', 'lapsed', 'relieved'] as const;
/** What one item of a hand-over is about. */
export const handoverItemKinds = [
  'role', 'task', 'custody', 'transit', 'clock', 'approval', 'expiry', 'hypothesis', 'tried', 'duty',
] as const;
/** What was said about an item of a hand-over; the first two settle it. */
export const handoverOutcomes = ['accepted', 'refused', 'query', 'answer'] as const;
export const planStrategies = ['contain-now', 'observe-then-contain', 'mixed'] as const;
