/** Checks without which an account is not clean again, whatever its state says (docs/spec/scope.md section 3). */
export const persistenceChecks = ['mailbox-rules', 'oauth-grants', 'mfa-devices', 'delegates', 'api-keys', 'app-passwords', 'federation'] as const;
/** VERIS attribute.confidentiality.data.variety, in lower case with hyphens. */
export const dataVarieties = [
  'credentials', 'multifactor-credential', 'secrets', 'bank', 'payment', 'virtual-currency', 'personal', 'sensitive-personal', 'medical', 'classified', 'copyrighted',
  'source-code', 'digital-certificate', 'internal', 'system', 'other', 'unknown',
] as const;
export const dataSubjects = ['customer', 'employee', 'patient', 'partner', 'student', 'public'] as const;
export const dataRegimes = ['gdpr', 'phi', 'pci', 'financial', 'professional-secrecy', 'export-control', 'trade-secret', 'contract', 'other'] as const;
/** VERIS attribute.confidentiality.state, in lower case with hyphens. */
export const exposureStates = [
  'stored', 'stored-encrypted', 'stored-unencrypted', 'transmitted', 'transmitted-encrypted', 'transmitted-unencrypted', 'processed', 'printed', 'other', 'unknown',
] as const;
/** VERIS attribute.confidentiality.data_disclosure. */
export const disclosures = ['yes', 'potentially', 'no', 'unknown'] as const;
export const dataEncryptions = ['yes-keys-safe', 'yes-keys-exposed', 'no', 'unknown'] as const;
export const findingKinds = ['fact-summary', 'interpretation', 'opinion', 'hypothesis'] as const;
export const findingStates = ['open', 'supported', 'refuted', 'superseded'] as const;
/** ICD 203 section D.6.e.(2)(a): the seven steps of likelihood. Confidence is another matter and has a field of its own. */
export const likelihoods = ['almost-no-chance', 'very-unlikely', 'unlikely', 'roughly-even-chance', 'likely', 'very-likely', 'almost-certain'] as const;
export const causeTypes = ['event', 'condition', 'decision-context', 'control-absent', 'control-failed', 'control-worked'] as const;
