/** How somebody came to know: what NIST and VERIS call detection or discovery. */
export const detectionSources = [
  'siem', 'ids-ips', 'edr', 'vulnerability-scanner', 'dlp', 'other-monitoring', 'user-report', 'complaint', 'log-review', 'audit', 'threat-intelligence', 'researcher',
  'law-enforcement', 'customer', 'partner', 'provider', 'actor-disclosure', 'other',
] as const;
/** Ways by which a report comes in. */
export const intakeChannels = ['phone', 'e-mail', 'ticket', 'in-person', 'chat', 'web-form', 'alert', 'letter', 'other'] as const;
/** Whether somebody made sure that the reporter is who they say. */
export const reporterChecks = ['yes', 'no', 'failed'] as const;
/** What a report turned out to be: kinds of incident, kinds of none, and a duplicate (incident disposition taxonomy). */
export const dispositions = [
  'confirmed', 'deferred', 'unidentified', 'transferred', 'discarded', 'insufficient-data', 'faulty-indicator', 'misconfiguration', 'scan-probe', 'failed', 'refuted', 'duplicate',
] as const;
export const urgencies = ['high', 'medium', 'low'] as const;
/** CISA Federal Incident Notification Guidelines, from the least to the worst. */
export const functionalImpactDetails = [
  'no-impact', 'no-impact-to-services', 'minimal-non-critical', 'minimal-critical', 'significant-non-critical', 'denial-non-critical', 'significant-critical', 'denial-critical',
] as const;
/** CISA Federal Incident Notification Guidelines. */
export const informationImpactDetails = [
  'no-impact', 'suspected-not-identified', 'privacy-breach', 'proprietary-breach', 'destruction-non-critical', 'critical-systems-breach', 'core-credential-compromise', 'destruction-critical',
] as const;
/** CISA Federal Incident Notification Guidelines. */
export const attackVectors = [
  'unknown', 'attrition', 'web', 'email-phishing', 'removable-media', 'impersonation', 'improper-usage', 'loss-or-theft', 'other',
] as const;
/** CISA Federal Incident Notification Guidelines, levels 1 to 7. */
export const activityLocations = [
  'business-dmz', 'business-network', 'business-management', 'critical-dmz', 'critical-management', 'critical-systems', 'safety-systems', 'unknown',
] as const;
/** NIS2 taxonomy of large-scale incidents. */
export const outlooks = ['improving', 'stable', 'worsening'] as const;
/** VERIS. */
export const verisActors = ['external', 'internal', 'partner', 'unknown'] as const;
export const verisMotives = ['convenience', 'espionage', 'fear', 'financial', 'fun', 'grudge', 'ideology', 'secondary', 'not-applicable', 'other', 'unknown'] as const;
export const verisActions = ['hacking', 'malware', 'social', 'error', 'misuse', 'physical', 'environmental', 'unknown'] as const;
export const verisAssets = ['server', 'network', 'user-device', 'media', 'person', 'terminal', 'embedded', 'unknown'] as const;
export const verisAttributes = ['confidentiality', 'integrity', 'availability'] as const;
