import type { PlaybookSource } from '../define.ts';

export const accountTakeover: PlaybookSource = {
  playbook: '1a448e00-c1dc-4d62-b3c1-095686af4000', code: 'PB-03', title: 'Account takeover (identity)',
  useWhen: 'A person or service account is used by somebody else, or an attack on sign-ins succeeded.',
  types: ['intrusions:privileged-account-compromise', 'intrusions:unprivileged-account-compromise', 'intrusion-attempts:brute-force'],
  attack: ['T1110.003', 'T1110.004', 'T1621', 'T1539', 'T1550.004', 'T1528', 'T1078', 'T1098.005', 'T1556.006', 'T1531'],
  d3fend: ['D3-AL', 'D3-ST', 'D3-ANCI', 'D3-PR', 'D3-RIC', 'D3-MFA', 'D3-ANET', 'D3-UGLPA', 'D3-CCSA', 'D3-ULA'],
  steps: [
    ['assess', 'evidence', 'Collect the sign-ins: time, network, device, method. Hear the owner of the account, called back on the number on file.'],
    ['assess', 'decision', 'Is the account privileged? Then raise the severity to critical.'],
    ['assess', 'evidence', 'List the tokens, devices, grants and roles of the account.', { captureFirst: true }],
    ['contain', 'action', 'Revoke sessions and refresh tokens.', { actionKind: 'revoke-sessions' }],
    ['contain', 'action', 'Lock the account; the emergency account stays open.', { actionKind: 'disable-account' }],
    ['contain', 'action', 'Remove the second factor, grants and application passwords of the attacker.', { actionKind: 'remove-grant' }],
    ['investigate', 'evidence', 'Trace everything the account did since the first foreign sign-in: mail, files, administration, new accounts.'],
    ['investigate', 'evidence', 'Look for the same network and client on other accounts, and for resets by the help desk in that time.'],
    ['eradicate', 'action', 'Change the secrets that the account could read.', { actionKind: 'rotate-credential' }],
    ['eradicate', 'action', 'Undo the changes of configuration that it made.', { actionKind: 'remove-persistence' }],
    ['recover', 'action', 'Prove the identity of the owner in person or by video and a second factor, then issue the account anew.', { actionKind: 'restore-access' }],
    ['recover', 'decision', 'Watch the account for 14 days. Notify if data was within reach.'],
  ],
};
