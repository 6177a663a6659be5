import type { PlaybookSource } from '../define.ts';

export const businessEmail: PlaybookSource = {
  playbook: '2a4e763c-316f-4b5a-9571-e171bdc5f000', code: 'PB-02', title: 'Business e-mail compromise',
  useWhen: 'A mailbox is used by a stranger, or somebody poses as a colleague or supplier to move money.',
  types: ['fraud:masquerade', 'intrusions:unprivileged-account-compromise'],
  attack: ['T1566.002', 'T1557', 'T1539', 'T1078.004', 'T1114.002', 'T1114.003', 'T1564.008', 'T1098.002', 'T1098.005', 'T1534', 'T1656', 'T1657'],
  d3fend: ['D3-ST', 'D3-ANCI', 'D3-AL', 'D3-CR', 'D3-UAP', 'D3-EF', 'D3-ER', 'D3-HD', 'D3-CCSA', 'D3-MFA', 'D3-RUAA'],
  steps: [
    ['assess', 'evidence', 'Keep the message with all its headers and the whole thread.'],
    ['assess', 'communication', 'Call the person who seems to have sent it, on the number on file.'],
    ['assess', 'decision', 'Has money moved? Then call the fraud desk of the bank and the police now, note times and names, and ask for the recall.'],
    ['preserve', 'evidence', 'Export sign-ins, mail audit, rules, delegates, grants and second factors before anybody touches the account. Mind how long these logs are kept.', { captureFirst: true }],
    ['contain', 'action', 'Revoke the sessions, then disable the account or reset its secret.', { actionKind: 'revoke-sessions' }],
    ['contain', 'action', 'Remove rules that hide or forward mail, foreign delegates, grants and devices.', { actionKind: 'remove-grant' }],
    ['contain', 'action', 'Block the sender and the look-alike domain, and take copies out of the other mailboxes.', { actionKind: 'purge-mail' }],
    ['investigate', 'evidence', 'Establish what was read or exported, and record the data sets.'],
    ['investigate', 'evidence', 'Look in all mailboxes for the same address, rule name, client and network.'],
    ['communicate', 'communication', 'Warn the partners by phone. Finance holds all changes of bank details and calls back twice.'],
    ['communicate', 'action', 'Have the look-alike domain taken down.', { actionKind: 'takedown-request' }],
    ['recover', 'decision', 'Give access back with a second factor that cannot be phished. Decide what must be reported, and put control of payment changes among the corrective actions.'],
  ],
};
