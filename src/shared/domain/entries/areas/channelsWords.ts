/** By what people reach one another (docs/spec/channels.md section 1). */
export const channelKinds = ['phone', 'sms', 'email', 'secure-im', 'bridge', 'portal', 'ticket', 'radio', 'in-person', 'courier', 'paper'] as const;
/** What a channel shares with the environment under attack. */
export const channelDependencies = ['identity-provider', 'device', 'network', 'carrier', 'vendor'] as const;
/** Primary, alternate, contingency, emergency. */
export const paceLevels = ['primary', 'alternate', 'contingency', 'emergency'] as const;
export const channelWorks = ['yes', 'no', 'untested'] as const;
/** What people said of the trust in a channel; `unstated` until somebody says something. */
export const channelStates = ['unstated', 'trusted', 'distrusted', 'compromised', 'unknown'] as const;
export const bridgeStates = ['open', 'closed'] as const;
export const bridgeRecordings = ['none', 'with-consent'] as const;
export const attendanceStates = ['present', 'left'] as const;
/** How somebody made sure who is on the line. */
export const verificationMeans = ['call-back', 'code-line', 'phrase', 'in-person', 'not-verified'] as const;
export const codeSheetStates = ['issued', 'used-up', 'void'] as const;
export const checkResults = ['passed', 'failed'] as const;
/** What a message is for, which says what it must hold (docs/spec/messages.md section 2). */
export const messageTemplates = ['customer-notification', 'status-update', 'executive-update', 'regulator', 'law-enforcement', 'escalation'] as const;
export const signOffVerdicts = ['review-asked', 'approved', 'returned'] as const;
/** How words left: nothing leaves the console by itself. */
export const transports = ['sent', 'relayed', 'spoken', 'handed-over', 'posted-later'] as const;
export const proofKinds = ['photo', 'message-id', 'read-back', 'portal-receipt'] as const;
