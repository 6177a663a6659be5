/** Who is to be kept informed (docs/spec/updates.md section 1). */
export const audienceKinds = ['executives', 'product-teams', 'customer', 'own-staff', 'authority', 'supplier', 'other'] as const;
/** From when on. */
export const updateBegins = ['at-once', 'declared', 'confirmed', 'severity-reached', 'customer-notified'] as const;
/** Until when. */
export const updateEnds = ['contained', 'eradicated', 'recovered', 'resolved', 'closed', 'stated-condition'] as const;
export const subscriptionStates = ['active', 'ended'] as const;
