/** Technique ids that ATT&CK 19 revoked, and what stands in their place. What was recorded stays as recorded; this is said beside it. */
export const replacedTechniques: Readonly<Record<string, string>> = {
  'T1562': 'T1685', 'T1562.001': 'T1685', 'T1562.004': 'T1686', 'T1562.008': 'T1685.002', 'T1070.001': 'T1685.005', 'T1656': 'T1684.001', 'T1672': 'T1684.002',
};
