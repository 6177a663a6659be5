import type { PlaybookSource } from '../define.ts';

export const supplyChain: PlaybookSource = {
  playbook: 'f728af47-973f-4839-929e-5f988792b000', code: 'PB-06', title: 'Software supply-chain compromise',
  useWhen: 'A product, package, update or build that is in use was tampered with at its source.',
  types: ['intrusions:system-compromise', 'malicious-code:malware-distribution'],
  attack: ['T1195.001', 'T1195.002', 'T1199', 'T1072', 'T1553.002', 'T1554', 'T1552', 'T1071.001'],
  d3fend: ['D3-SWI', 'D3-SBV', 'D3-EDL', 'D3-EAL', 'D3-OTF', 'D3-DNSDL', 'D3-CRO', 'D3-SU', 'D3-RS'],
  steps: [
    ['assess', 'communication', 'Get the advisory from a second source, and note its markings.'],
    ['assess', 'evidence', 'Find where the product, version or package is: inventory, lock files, images, build logs.'],
    ['assess', 'decision', 'Set for each system the time in which it was exposed.'],
    ['contain', 'action', 'Stop updates and builds that fetch it; hold the last good version.', { actionKind: 'deny-executable' }],
    ['contain', 'action', 'Block its control addresses on the way out; isolate hosts that ran the bad code.', { actionKind: 'isolate-host' }],
    ['investigate', 'evidence', 'Trace executions, child processes, and the tokens on build machines.'],
    ['investigate', 'evidence', 'List what was delivered in that time: are our own customers downstream?'],
    ['investigate', 'decision', 'If they are, open incidents for them and decide which product and network regulations apply.'],
    ['eradicate', 'action', 'Change every secret that the component could read: build, signing, cloud.', { actionKind: 'rotate-credential' }],
    ['eradicate', 'action', 'Remove the component and what it left behind; build the runners anew.', { actionKind: 'reimage' }],
    ['recover', 'action', 'Build from verified source, sign again, and verify signatures and provenance.', { actionKind: 'restore-data' }],
    ['recover', 'communication', 'Agree on a statement with the supplier. Pinning and review of what is taken in go among the corrective actions.'],
  ],
};
