/** Public halves of the keys whose regulatory packs are taken without asking. The private halves are in no repository. */
export const trustedPackKeys: readonly string[] = ['efdfbfbcca59052ca66107040843cf1bd212b196e220338cf4c549cf41143878'];
