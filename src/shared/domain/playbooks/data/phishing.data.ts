import type { PlaybookSource } from '../define.ts';

export const phishing: PlaybookSource = {
  playbook: 'd5cb63d3-3ca7-474c-98f8-2688f1c89000', code: 'PB-07', title: 'Phishing campaign',
  useWhen: 'Messages try to get passwords or to run code, with several recipients or with our name on them.',
  types: ['fraud:phishing', 'information-gathering:social-engineering'],
  attack: ['T1566.001', 'T1566.002', 'T1566.003', 'T1566.004', 'T1598', 'T1204.001', 'T1204.002', 'T1539', 'T1078'],
  d3fend: ['D3-EF', 'D3-ER', 'D3-CQ', 'D3-URA', 'D3-SRA', 'D3-SMRA', 'D3-DNSDL', 'D3-ST', 'D3-PR'],
  steps: [
    ['assess', 'evidence', 'Keep the original message as an attachment, its headers, the hash of what is attached and the chain of links. Look at the permissible-actions marking before following any.', { captureFirst: true }],
    ['assess', 'evidence', 'List who received, opened, clicked, typed a password, or ran a file.'],
    ['assess', 'decision', 'Nothing, passwords, or code? With passwords go on with account takeover, with code with malware outbreak.'],
    ['contain', 'action', 'Block sender, link and hash.', { actionKind: 'block-sender' }],
    ['contain', 'action', 'Take the copies out of the mailboxes or into quarantine.', { actionKind: 'purge-mail' }],
    ['contain', 'action', 'Revoke the sessions and change the passwords of those who typed one.', { actionKind: 'revoke-sessions' }],
    ['contain', 'action', 'Isolate the hosts that ran it.', { actionKind: 'isolate-host' }],
    ['communicate', 'communication', 'Warn the staff shortly, with a picture and without blame, and thank those who reported it.'],
    ['communicate', 'communication', 'If our name is abused, tell the customers and have the site taken down.'],
    ['investigate', 'evidence', 'Look for the same kit, domain and certificate, and for earlier waves that nobody saw.'],
    ['recover', 'action', 'Release mail that was held wrongly; lift the blocks when they expire.', { actionKind: 'restore-access' }],
    ['recover', 'decision', 'Measure how many reported it and how soon the first one did; tune the filter.'],
  ],
};
