import type { PlaybookSource } from '../define.ts';

export const cloudKey: PlaybookSource = {
  playbook: '6ef60e19-2202-4bc1-b2f2-cbee9aba0000', code: 'PB-08', title: 'Cloud key or token leak',
  useWhen: 'A key, token or secret of a cloud identity was published, stolen or misused.',
  types: ['intrusions:privileged-account-compromise', 'fraud:unauthorised-use-of-resources'],
  attack: ['T1552.001', 'T1552.005', 'T1078.004', 'T1098.001', 'T1098.003', 'T1136.003', 'T1580', 'T1526', 'T1530', 'T1537', 'T1496', 'T1578.002', 'T1562.008'],
  d3fend: ['D3-CR', 'D3-CRO', 'D3-ST', 'D3-UAP', 'D3-CCSA', 'D3-CI', 'D3-CS', 'D3-RIC', 'D3-RC'],
  steps: [
    ['assess', 'evidence', 'Record where it leaked, since when, which identity it belongs to and which rights it has.'],
    ['assess', 'evidence', 'Take the log of its last use, with regions and networks.', { captureFirst: true }],
    ['assess', 'decision', 'Did others use it? If nobody knows, take it as a yes.'],
    ['contain', 'action', 'Attach a policy that denies, or disable the key, then give the real workload a new one. In this order nothing fails.', { actionKind: 'rotate-credential' }],
    ['contain', 'action', 'Revoke the sessions that were derived from it.', { actionKind: 'revoke-sessions' }],
    ['preserve', 'evidence', 'Export the audit logs of all regions and accounts, take snapshots of the instances touched, keep the access logs of the stores.', { captureFirst: true }],
    ['investigate', 'evidence', 'Look for new users, keys, roles, trusts, functions and images, and for changes to logging.'],
    ['investigate', 'evidence', 'Find out which data was read or copied out, and record the data sets.'],
    ['investigate', 'evidence', 'Measure the resources that were misused, and what they cost.'],
    ['eradicate', 'action', 'Delete the identities and resources of the attacker, restore logging, change every secret the identity could read.', { actionKind: 'remove-persistence' }],
    ['recover', 'action', 'Compare the configuration with its code and remove what differs. Clean the history of the repository once it is kept as evidence.', { actionKind: 'restore-data' }],
    ['recover', 'decision', 'Decide on notices. Short-lived credentials and a search for secrets go among the corrective actions.'],
  ],
};
