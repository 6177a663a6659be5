import type { Pack } from '../../../src/shared/domain/regulation/pack.ts';
import { unitedStates } from './calendars.ts';
import { AS_OF, businessDays, clock, EXPIRES, field, hours, NOTE, on, regime } from './words.ts';

const visa = { calendar: 'us-federal' } as const;

export const cardsAndInsurance: Pack = {
  id: 'cards-insurance', version: '1.0', title: 'Payment cards and insurance', asOf: AS_OF, expires: EXPIRES, note: NOTE, calendars: [unitedStates],
  regimes: [
    regime('PCI', 'Card brands: suspected compromise', 'Acquirer and card brands', 'UTC', 'May account data of payment cards be compromised?', ['cardCompromiseSuspected'], [
      { id: 'PCI.ACQ', title: 'Notice and incident report', fields: [field('Merchant or provider', 'incident'), field('When suspected', 'begins'), field('What happened', 'summary'), field('Systems', 'systems'), field('Accounts at risk'), field('Containment', 'measures'), field('Forensic investigator'), field('Contact', 'contacts')] },
    ]),
    regime('INSURANCE', 'Insurance: notice of circumstances', 'Insurer', 'UTC', 'Does the policy ask for notice of this?', ['claimKnown'], [
      { id: 'INS.NOTICE', title: 'Notice', fields: [field('Policy and insured', 'incident'), field('Circumstance', 'summary'), field('When known', 'begins'), field('Likely loss', 'impact'), field('Steps taken', 'measures'), field('Evidence kept', 'evidence')] },
    ]),
  ],
  clocks: [
    clock('PCI', 'PCI.ACQ', 'Notify the acquirer and the brands', 'local', 'Card-brand rules: at once; the number is ours', on('milestone.cardCompromiseSuspected'), hours(24), { undueDelay: true }),
    clock('PCI', 'PCI.VISA3', 'Incident report', 'confirmed', 'Visa: what to do if compromised', on('milestone.cardCompromiseSuspected'), businessDays(3), visa),
    clock('PCI', 'PCI.VISA10', 'Deliver the accounts at risk', 'confirmed', 'Visa: what to do if compromised', on('milestone.cardCompromiseSuspected'), businessDays(10), visa),
    clock('INSURANCE', 'INS.NOTICE', 'Notify the insurer', 'local', 'Wording of the policy; the number is ours', on('milestone.claimKnown'), hours(72)),
  ],
};
