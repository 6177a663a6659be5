import type { PlaybookSource } from '../define.ts';

export const ransomware: PlaybookSource = {
  playbook: '1f359692-0253-4d36-8635-ae72c81a8000', code: 'PB-01', title: 'Ransomware or destructive encryption',
  useWhen: 'Files were encrypted or destroyed on purpose, a note demands money, or an encryptor was found before it ran.',
  types: ['malicious-code:infected-system', 'availability:sabotage', 'information-content-security:data-leak'],
  attack: ['T1190', 'T1133', 'T1078', 'T1566', 'T1021.001', 'T1021.002', 'T1003.001', 'T1562.001', 'T1490', 'T1489', 'T1567.002', 'T1486', 'T1657'],
  d3fend: ['D3-NI', 'D3-BDI', 'D3-DRA', 'D3-AL', 'D3-CR', 'D3-CRO', 'D3-EDL', 'D3-PT', 'D3-RDI', 'D3-RD', 'D3-RF'],
  steps: [
    ['assess', 'communication', 'Declare a major incident, give it a codename, trust no corporate channel from now on, and open the bridge out of band.'],
    ['assess', 'evidence', 'Photograph the note and keep at least one hit host powered. Record the file extension, the text of the note and the time of the first encrypted file.', { captureFirst: true }],
    ['assess', 'decision', 'Decide how far it reaches: one host, a segment, the directory, the hypervisors, the backup?'],
    ['contain', 'action', 'Isolate the hit segments; cut off the backup network before all others.', { actionKind: 'isolate-segment', twoApprovers: true }],
    ['contain', 'action', 'Switch off remote access and the administrator accounts that the attacker uses.', { actionKind: 'disable-remote-access', twoApprovers: true }],
    ['contain', 'evidence', 'Take memory of one to three typical hosts, a file both plain and encrypted, the note, and the command lines that are running.', { captureFirst: true }],
    ['investigate', 'evidence', 'Find the way in, how it spread, and where data was gathered and sent out.'],
    ['investigate', 'decision', 'Was data stolen: yes, no or unknown? Record the data sets, the milestones of awareness, and see which clocks start.'],
    ['command', 'decision', 'Settle with counsel, the insurer and a check of sanctions whether there will be contact or payment. One person negotiates; every contact is evidence.'],
    ['eradicate', 'action', 'Close the way in, remove what was left behind, and change the secrets of directory, services, hypervisors and backup. Change the signing secret of the directory twice.', { actionKind: 'remove-persistence' }],
    ['recover', 'action', 'Show that the backup is older than the intrusion and restore it in a clean room: identities, then backup, then core systems, then users.', { actionKind: 'restore-data' }],
    ['recover', 'decision', 'Let each system back only when it is secure and works. Watch closely for 14 days and keep the customers informed until the end.'],
  ],
};
