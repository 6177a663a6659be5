import type { PlaybookSource } from '../define.ts';

export const lostDevice: PlaybookSource = {
  playbook: 'b5cc9e0f-6833-4a37-949d-ddaeece59000', code: 'PB-10', title: 'Lost or stolen device',
  useWhen: 'A device or medium that may hold data or access is missing.',
  types: ['information-content-security:data-loss'],
  attack: ['T1005', 'T1555', 'T1539', 'T1552.001', 'T1078'],
  d3fend: ['D3-DENCR', 'D3-AL', 'D3-ST', 'D3-CR', 'D3-CERO', 'D3-DKE', 'D3-AI', 'D3-RIC'],
  steps: [
    ['assess', 'communication', 'Take the statement of the holder: where, when, powered, locked, and what else was with it, such as a token or paper.'],
    ['assess', 'evidence', 'Keep the asset record, the proof of encryption, the last check-in and the state of patches.', { captureFirst: true }],
    ['assess', 'evidence', 'List data and sessions on it, and record the data sets.'],
    ['assess', 'decision', 'Was it encrypted and locked? The risk follows from that.'],
    ['contain', 'action', 'Revoke sessions, the certificate of the device and its remote access.', { actionKind: 'revoke-certificate', twoApprovers: true }],
    ['contain', 'action', 'Lock and locate it. Wipe it only after a decision: wiping ends both its location and the evidence.', { actionKind: 'wipe-device', twoApprovers: true }],
    ['contain', 'action', 'Change the passwords typed on it; have its SIM blocked.', { actionKind: 'rotate-credential' }],
    ['report', 'communication', 'Get the reference of the police, and tell the insurer.'],
    ['report', 'decision', 'Decide what must be reported. Not reportable, because it was encrypted and the keys are safe, is a decision too and needs its reason.'],
    ['investigate', 'evidence', 'Look for sign-ins after the loss. If it is found, treat it as suspect: custody, no powering on, image first.'],
    ['recover', 'action', 'Issue a new device and new credentials.', { actionKind: 'restore-access' }],
    ['recover', 'decision', 'Change the rules for travel and storage where they failed.'],
  ],
};
