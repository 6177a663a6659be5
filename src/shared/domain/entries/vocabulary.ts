import { regimeMilestones } from './areas/regulationWords.ts';

export * from './areas/alertWords.ts';
export * from './areas/closureWords.ts';
export * from './areas/distributionWords.ts';
export * from './areas/custodyWords.ts';
export * from './areas/regulationWords.ts';

export * from './areas/commandWords.ts';
/** Value lists of the journal, in the standards' own terms. The texts shown for them live in the message catalogue. */
export const severities = ['critical', 'high', 'medium', 'low', 'informational'] as const;
export const priorities = ['P1', 'P2', 'P3', 'P4'] as const;
/** FIRST Traffic Light Protocol 2.0. */
export const tlpLabels = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;
/** Permissible Actions Protocol. */
export const papLabels = ['RED', 'AMBER', 'GREEN', 'CLEAR'] as const;
/** VERIS. */
export const verdicts = ['confirmed', 'suspected', 'near-miss', 'false-positive'] as const;
/** ENISA Reference Security Incident Taxonomy, class:type. */
export const incidentTypes = [
  'abusive-content:spam', 'abusive-content:harmful-speech', 'abusive-content:violence',
  'malicious-code:infected-system', 'malicious-code:c2-server', 'malicious-code:malware-distribution', 'malicious-code:malware-configuration',
  'information-gathering:scanner', 'information-gathering:sniffing', 'information-gathering:social-engineering',
  'intrusion-attempts:ids-alert', 'intrusion-attempts:brute-force', 'intrusion-attempts:exploit',
  'intrusions:privileged-account-compromise', 'intrusions:unprivileged-account-compromise', 'intrusions:application-compromise',
  'intrusions:system-compromise', 'intrusions:burglary',
  'availability:dos', 'availability:ddos', 'availability:misconfiguration', 'availability:sabotage', 'availability:outage',
  'information-content-security:unauthorised-information-access', 'information-content-security:unauthorised-information-modification',
  'information-content-security:data-loss', 'information-content-security:data-leak',
  'fraud:unauthorised-use-of-resources', 'fraud:copyright', 'fraud:masquerade', 'fraud:phishing',
  'vulnerable:weak-crypto', 'vulnerable:ddos-amplifier', 'vulnerable:potentially-unwanted-accessible',
  'vulnerable:information-disclosure', 'vulnerable:vulnerable-system',
  'other:other', 'other:undetermined', 'test:test',
] as const;
/** Gates of an incident; the state is the last gate passed. */
export const incidentStates = [
  'reported', 'triaging', 'observed', 'not-an-incident', 'declared', 'confirmed', 'contained', 'eradicated', 'recovered', 'resolved',
  'reviewing', 'closed', 'reopened',
] as const;
export const milestoneKinds = [
  'compromised', 'firstExfil', 'detected', 'reported', 'acknowledged', 'triageStarted', 'triageCompleted', 'declared', 'highSeverityConfirmed',
  'discovered', 'confirmed', 'customerImpactConfirmed', 'awarePersonalData', 'contained', 'eradicated', 'restored', 'recovered', 'resolved',
  'reportDelivered', 'reviewScheduled', 'reviewHeld', 'closed', ...regimeMilestones,
] as const;
export const functionalImpacts = ['none', 'low', 'medium', 'high'] as const;
export const informationImpacts = ['none', 'privacy', 'proprietary', 'integrity'] as const;
export const recoverabilities = ['regular', 'supplemented', 'extended', 'not-recoverable'] as const;
export const timelineTracks = ['adversary', 'defender', 'system', 'communication', 'clock'] as const;
export const confidences = ['low', 'moderate', 'high'] as const;
/** ISO/IEC 27037 potential digital evidence, by form. */
export const evidenceKinds = [
  'physical-device', 'storage-media', 'memory-image', 'disk-image', 'logical-export', 'log-file', 'mail-item', 'packet-capture',
  'cloud-snapshot', 'screenshot', 'photo', 'document', 'chat-transcript', 'recording', 'paper', 'report', 'other',
] as const;
export const hashAlgorithms = ['sha256', 'sha1', 'md5'] as const;
export const custodyTypes = [
  'discover', 'collect', 'label', 'seal', 'unseal', 'reseal', 'store', 'check-out', 'check-in', 'release', 'receive', 'refuse', 'ship',
  'access', 'copy', 'verify', 'photograph', 'dispute', 'lost', 'dispose',
] as const;
export const custodyMethods = ['hand', 'courier', 'post', 'network', 'locker'] as const;
export const actionKinds = [
  'isolate-host', 'isolate-segment', 'block-ip', 'block-domain', 'block-url', 'sinkhole-domain', 'disable-remote-access', 'disable-account',
  'revoke-sessions', 'rotate-credential', 'remove-grant', 'revoke-certificate', 'suspend-process', 'kill-process', 'quarantine-file',
  'remove-file', 'deny-executable', 'remove-persistence', 'block-sender', 'purge-mail', 'stop-service', 'shut-down-host',
  'restrict-supplier-link', 'throttle-traffic', 'wipe-device', 'takedown-request', 'patch', 'reimage', 'restore-data', 'restore-access',
  'collect', 'other',
] as const;
export const actionStates = [
  'proposed', 'authorised', 'refused', 'expired', 'assigned', 'in-progress', 'done', 'verified', 'ineffective', 'rolled-back', 'ratified',
  'not-ratified', 'cancelled',
] as const;
export const phases = ['prepare', 'detect', 'assess', 'coordinate', 'contain', 'eradicate', 'recover', 'learn'] as const;
export const decisionStates = ['proposed', 'decided', 'ratified', 'overturned', 'superseded', 'expired'] as const;
export const taskStates = ['open', 'assigned', 'accepted', 'in-progress', 'blocked', 'done', 'verified', 'cancelled', 'handed-over'] as const;
export const systemKinds = ['server', 'workstation', 'laptop', 'mobile', 'network', 'cloud-workload', 'saas-tenant', 'ot', 'storage', 'other'] as const;
export const systemStates = [
  'suspected', 'in-scope', 'compromised', 'cleared', 'contained', 'collected', 'eradicated', 'rebuilt', 'restored', 'monitored', 'in-service',
  'decommissioned',
] as const;
export const criticalities = ['critical', 'high', 'normal', 'low'] as const;
export const accountKinds = ['user', 'admin', 'service', 'api-key', 'guest', 'shared'] as const;
export const accountStates = [
  'suspected', 'compromised', 'cleared', 'disabled', 'sessions-revoked', 'credentials-reset', 'persistence-checked', 're-enabled', 'deleted',
] as const;
export const indicatorTypes = [
  'ipv4', 'ipv6', 'domain', 'url', 'email', 'file-hash', 'file-name', 'registry', 'mutex', 'user-agent', 'certificate', 'account', 'process',
  'wallet', 'phone', 'yara', 'sigma', 'other',
] as const;
export const indicatorVerdicts = ['malicious', 'suspicious', 'benign', 'unknown'] as const;
export const indicatorStates = ['observed', 'assessed', 'shared', 'deployed', 'hit', 'no-hit', 'expired', 'revoked'] as const;
export const contactKinds = ['security', 'admin', 'executive', 'legal', 'privacy', 'it-ops', 'comms', 'finance', 'hotline', 'duty-desk'] as const;
export const communicationKinds = [
  'notification', 'status-update', 'escalation', 'briefing', 'request', 'approval', 'legal', 'press', 'regulator', 'law-enforcement', 'internal', 'call',
] as const;
export const callOutcomes = ['reached', 'reached-not-authenticated', 'voicemail', 'busy', 'no-answer', 'wrong-number', 'refused'] as const;
export const linkRelations = ['mentions', 'evidence-of', 'target', 'caused-by', 'supports', 'contradicts', 'derived-from', 'answers', 'duplicate-of'] as const;
export const entrySources = ['typed', 'voice', 'import', 'paper-transcript', 'peer', 'clock-engine', 'undo'] as const;
export const timePrecisions = ['exact', 'second', 'minute', 'approx', 'date', 'unknown'] as const;
export const clockSources = ['device', 'external-log', 'witness', 'paper'] as const;
/** How a head slip came over (docs/spec/witness.md section 2). */
export const slipMeans = ['voice', 'paper', 'qr'] as const;
/** Sections of the post-incident report that a person writes, in print order. */
export const narrativeSections = [
  'executive-summary', 'impact', 'root-cause', 'went-well', 'went-badly', 'lucky', 'learnings', 'prevention', 'recommendations', 'residual-risk',
] as const;
/** Without these, and at least one timeline event, a post-incident report cannot be issued. */
export const mandatoryNarratives = ['root-cause', 'learnings', 'prevention'] as const;
/** Sets of clocks that an incident can be run by; local practice always applies. */
export const clockProfiles = ['customer-contract', 'managed-service'] as const;
/** What a decision does to a clock. */
export const clockEffects = ['waive', 'pause', 'resume', 'explain', 'confirm'] as const;
/** Phases of a playbook: finer than `phases`, because playbooks name what is at hand. */
export const playbookPhases = [
  'prepare', 'assess', 'authority', 'preserve', 'contain', 'investigate', 'command', 'communicate', 'report', 'eradicate', 'recover', 'learn',
] as const;
export const playbookStepKinds = ['action', 'evidence', 'decision', 'communication'] as const;
/** How a step of a run was settled (docs/spec/playbooks.md section 3). */
export const playbookOutcomes = ['done', 'skipped', 'not-applicable'] as const;
export * from './areas/scopeWords.ts';
export * from './areas/authorityWords.ts';
export * from './areas/channelsWords.ts';
export * from './areas/intakeWords.ts';
export * from './areas/updatesWords.ts';
export * from './areas/membershipWords.ts';
