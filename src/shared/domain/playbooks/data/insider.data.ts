import type { PlaybookSource } from '../define.ts';

export const insider: PlaybookSource = {
  playbook: '7bb37d3e-88fd-408a-be69-e1b3f73a7000', code: 'PB-05', title: 'Insider data theft',
  useWhen: 'Somebody with rights is suspected of taking data out.',
  types: ['information-content-security:data-leak', 'information-content-security:unauthorised-information-access'],
  attack: ['T1078', 'T1213', 'T1005', 'T1039', 'T1530', 'T1074', 'T1560', 'T1052.001', 'T1567.002', 'T1048', 'T1114.003', 'T1020'],
  d3fend: ['D3-UDTA', 'D3-RAPA', 'D3-JFAPA', 'D3-UAP', 'D3-AL', 'D3-IOPR', 'D3-LFAM', 'D3-OTF', 'D3-PAM'],
  steps: [
    ['authority', 'decision', 'Get the mandate in writing from counsel or human resources. Let only the evidence team see the case; the codename does not tell the name.'],
    ['authority', 'decision', 'Settle the limits set by privacy and by the works council, and who may know.'],
    ['preserve', 'evidence', 'Keep the logs without a sound: files, print, removable media, mail, cloud, doors.', { captureFirst: true }],
    ['preserve', 'evidence', 'Image devices under the pretext of maintenance only when counsel agrees; custody as strict as a criminal court asks.', { captureFirst: true }],
    ['assess', 'evidence', 'Hold volume, destinations and times against the duties of the job, and against colleagues with the same ones.'],
    ['assess', 'decision', 'Was it malice, carelessness, or allowed?'],
    ['contain', 'action', 'At the agreed moment, together with the talk led by human resources, close account, door card, phone and remote access.', { actionKind: 'disable-account' }],
    ['contain', 'evidence', 'Take the equipment in, with signed receipts.'],
    ['investigate', 'evidence', 'Ask for copies at home or in a cloud, obtain an undertaking to return or delete, and look for accomplices.'],
    ['investigate', 'communication', 'If it is a crime, refer it to law enforcement; after that take no technical step without them.'],
    ['recover', 'action', 'Give the data to another owner, close personal shares, change shared secrets.', { actionKind: 'rotate-credential' }],
    ['recover', 'decision', 'Decide on reports and on the notice to customers. Least privilege and the way people leave go among the corrective actions.'],
  ],
};
