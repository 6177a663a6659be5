import type { PlaybookSource } from '../define.ts';

export const supplierBreach: PlaybookSource = {
  playbook: '742270b5-c88c-4a81-a6cf-880feb9b6000', code: 'PB-12', title: 'Third-party (supplier) breach',
  useWhen: 'A supplier or partner with access to our systems or data says, or is said, to be compromised.',
  types: ['information-content-security:data-leak', 'intrusions:system-compromise'],
  attack: ['T1199', 'T1078.004', 'T1528', 'T1550.001', 'T1213', 'T1530', 'T1195'],
  d3fend: ['D3-DTP', 'D3-NI', 'D3-AL', 'D3-CR', 'D3-CRO', 'D3-UAP', 'D3-RAPA', 'D3-OTF', 'D3-RNA'],
  steps: [
    ['assess', 'communication', 'Log their notice: time, person, channel, verified by calling back. Their own words are evidence.'],
    ['assess', 'evidence', 'List what ties us to them: connections, accounts, grants to interfaces, data they hold.', { captureFirst: true }],
    ['assess', 'decision', 'Set our milestones of awareness for each regime, and look up the times in the contract.'],
    ['contain', 'action', 'Restrict or cut the link, with its effect on the business written down.', { actionKind: 'restrict-supplier-link', twoApprovers: true }],
    ['contain', 'action', 'Change the secrets shared with them and revoke their grants.', { actionKind: 'rotate-credential' }],
    ['contain', 'action', 'Pass their mail and files through a sandbox.', { actionKind: 'other' }],
    ['investigate', 'evidence', 'Search our logs for their identities since the day they were entered.'],
    ['investigate', 'communication', 'Send them the list of questions, and ask for indicators and a written report by a set date.'],
    ['investigate', 'decision', 'Weigh at each contact how far the supplier can be trusted.'],
    ['communicate', 'communication', 'Tell our customers and regulators, in line with the facts of the supplier and without waiting for them.'],
    ['recover', 'decision', 'Connect again only on their written assurance and our own checks, and watch it.'],
    ['recover', 'decision', 'Change contract, way out and monitoring where they fell short.'],
  ],
};
