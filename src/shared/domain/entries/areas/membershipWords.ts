/** Roles of members of a log (docs/spec/membership.md section 1). */
export const memberRoles = ['admin', 'writer', 'reader', 'witness'] as const;
/** What somebody who joins may read: everything, or what is sealed from then on. */
export const invitationHistories = ['all', 'from-now'] as const;
/** How a fingerprint was compared. */
export const fingerprintMeans = ['voice', 'paper', 'qr', 'in-person'] as const;
export const fingerprintResults = ['same', 'different'] as const;
