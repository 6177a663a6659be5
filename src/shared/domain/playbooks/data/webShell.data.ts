import type { PlaybookSource } from '../define.ts';

export const webShell: PlaybookSource = {
  playbook: 'ba05769b-55ea-4833-b818-dc47f744f000', code: 'PB-04', title: 'Web shell on a public server',
  useWhen: 'A file or process on a server that faces the internet takes commands from outside.',
  types: ['intrusions:application-compromise', 'intrusions:system-compromise'],
  attack: ['T1190', 'T1505.003', 'T1059.004', 'T1059.001', 'T1105', 'T1071.001', 'T1552.001', 'T1070.004'],
  d3fend: ['D3-ITF', 'D3-NI', 'D3-FIM', 'D3-FCA', 'D3-PLA', 'D3-PT', 'D3-FEV', 'D3-SU', 'D3-CRO', 'D3-RS', 'D3-RDI'],
  steps: [
    ['assess', 'evidence', 'Record path, hash and times of the file and the lines of the web log. Do not open the file on the server.', { captureFirst: true }],
    ['assess', 'decision', 'Watch or contain now? Weigh the harm and what the permissible-actions marking allows.'],
    ['assess', 'evidence', 'Take memory and connections, then a snapshot of the disk.', { captureFirst: true }],
    ['contain', 'action', 'Let in known sources only, or replace the site by a static page.', { actionKind: 'block-ip' }],
    ['contain', 'action', 'Block the addresses of the operator and stop the processes the shell started.', { actionKind: 'kill-process' }],
    ['investigate', 'evidence', 'Find the first request to the shell, the exploit before it, the commands, and what went out.'],
    ['investigate', 'evidence', 'Compare the web root with a known good one; look at sister files and at the peers behind the load balancer.'],
    ['investigate', 'evidence', 'List the secrets that the service account could read.'],
    ['eradicate', 'action', 'Close the hole; remove shells and accounts.', { actionKind: 'patch' }],
    ['eradicate', 'action', 'Change the secrets of database, interfaces and certificates.', { actionKind: 'rotate-credential' }],
    ['recover', 'action', 'Build the server anew from source instead of cleaning it, and check the hashes.', { actionKind: 'reimage' }],
    ['recover', 'decision', 'Was data within reach of the application? Decide on notices. Watch the integrity of files in the web roots.'],
  ],
};
