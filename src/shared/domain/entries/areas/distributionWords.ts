/** How an issued document reached somebody. */
export const distributionMeans = ['email', 'handed-over', 'courier', 'post', 'portal', 'shared-folder', 'read-out'] as const;
