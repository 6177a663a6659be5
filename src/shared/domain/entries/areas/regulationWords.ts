/** Answers to the question of a regime: must this be reported? */
export const reportabilityAnswers = ['reportable', 'not-reportable', 'undetermined'] as const;
/** Why the signature of a regulatory pack is trusted: a key that comes with the console, or a fingerprint that a person compared. */
export const packTrusts = ['built-in', 'fingerprint'] as const;
/** Milestones at which the duties of a regime begin; each regime has its own, and setting one sets no other. */
export const regimeMilestones = [
  'highRiskDetermined', 'processorAware', 'awareSignificant', 'recipientsAffected', 'authorityRequest', 'incidentHandled', 'aware', 'classifiedMajor', 'activitiesRecovered', 'clientsAffected',
  'awareExploited', 'awareSevere', 'correctiveMeasure', 'awareNis', 'material', 'materialAddition', 'reasonableBelief', 'determined', 'serviceDisrupted', 'agencyIdentified', 'ransomPaid',
  'phiDiscovered', 'ftcDiscovered', 'cardCompromiseSuspected', 'socAwareSignificantImpact', 'socAwareRelevantImpact', 'oralReport', 'ndbSuspected', 'ndbBelief', 'apraAware', 'apraWeakness',
  'pdpaCredible', 'pdpaNotifiable', 'masDiscovered', 'ciiAware', 'claimKnown', 'submissionIncomplete',
] as const;
