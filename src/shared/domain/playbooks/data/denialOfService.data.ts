import type { PlaybookSource } from '../define.ts';

export const denialOfService: PlaybookSource = {
  playbook: '01272ea3-7216-4eb7-87ea-21d3b9e8d000', code: 'PB-09', title: 'Denial of service',
  useWhen: 'A service is made slow or unreachable by traffic or requests from outside.',
  types: ['availability:ddos', 'availability:dos'],
  attack: ['T1498.001', 'T1498.002', 'T1499', 'T1499.002', 'T1657'],
  d3fend: ['D3-ISVA', 'D3-ITF', 'D3-NTF', 'D3-RAM', 'D3-RNA'],
  steps: [
    ['assess', 'communication', 'Call the provider of the line and the scrubbing desk on the numbers of the call sheet.'],
    ['assess', 'evidence', 'Take a sample of the traffic, the graphs and the time it began. Is it volume, protocol or application?', { captureFirst: true }],
    ['assess', 'decision', 'Look behind the smoke: begin the search for an intrusion at the same time.'],
    ['assess', 'evidence', 'Search for a message that demands money, and keep it.'],
    ['contain', 'action', 'Have the traffic filtered upstream or scrubbed.', { actionKind: 'throttle-traffic' }],
    ['contain', 'action', 'Limit rates, shut out regions or switch off features; keep the list of customers who must get in.', { actionKind: 'throttle-traffic' }],
    ['contain', 'action', 'Move the addresses or drop their traffic; shorten the lifetime of the names.', { actionKind: 'block-ip' }],
    ['communicate', 'communication', 'Keep a status page on other servers, and tell the customers the effect and the way around it.'],
    ['investigate', 'evidence', 'Record the pattern of each wave, what worked, and what else was hit.'],
    ['recover', 'action', 'Take the filters off one by one and verify that the traffic is normal.', { actionKind: 'restore-access' }],
    ['recover', 'decision', 'Settle the minutes of disruption and hold them against the thresholds of the regulations that apply.'],
    ['learn', 'decision', 'Change capacity and contracts where they fell short, and try the contacts.'],
  ],
};
