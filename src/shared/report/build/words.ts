/** Print words of enumeration values that do not read well as they are stored. Others lose their dashes. */
const WORDS: Readonly<Record<string, string>> = {
  firstExfil: 'first exfiltration', triageStarted: 'triage started', triageCompleted: 'triage completed', highSeverityConfirmed: 'high severity confirmed',
  customerImpactConfirmed: 'customer impact confirmed', awarePersonalData: 'aware of a personal-data breach', reportDelivered: 'report delivered',
  reviewScheduled: 'review scheduled', reviewHeld: 'review held', 'not-recoverable': 'not recoverable', privacy: 'personal data', integrity: 'integrity loss',
};

/** A stored enumeration value in print. `class:type` pairs of the incident taxonomy keep their class in brackets. */
export function wordFor(value: string): string {
  const known = WORDS[value];
  if (known !== undefined) return known;
  const [left, right] = value.split(':');
  if (right !== undefined) return `${right.replaceAll('-', ' ')} (${(left ?? '').replaceAll('-', ' ')})`;
  return value.replaceAll('-', ' ');
}

const SEVERITY_NUMBER: Readonly<Record<string, number>> = { critical: 1, high: 2, medium: 3, low: 4 };

/** A severity in print: 'critical (SEV 1)'. Informational incidents have no number. */
export function severityWord(severity: string): string {
  const number = SEVERITY_NUMBER[severity];
  return number === undefined ? severity : `${severity} (SEV ${number})`;
}
