import type { Pack } from '../../../src/shared/domain/regulation/pack.ts';
import { AS_OF, clock, EXPIRES, field, hours, NOTE, on, regime } from './words.ts';

const zone = 'Europe/London';

export const unitedKingdom: Pack = {
  id: 'united-kingdom', version: '1.0', title: 'United Kingdom', asOf: AS_OF, expires: EXPIRES, note: NOTE, calendars: [],
  regimes: [
    regime('UKGDPR', 'UK GDPR: personal data breach', 'Information Commissioner', zone, 'Is this a personal data breach that is not unlikely to result in a risk to persons?', ['awarePersonalData'], [
      { id: 'UKGDPR.33', title: 'Notification to the Commissioner', fields: [
        field('Our reference', 'incident'), field('Nature of the breach', 'summary'), field('When we became aware', 'begins'), field('Categories and number of data subjects and records'), field('Contact', 'contacts'), field('Likely consequences', 'impact'),
        field('Measures taken', 'measures'), field('Reasons, if later than 72 hours', 'delay'),
      ] },
    ]),
    regime('UKNIS', 'NIS Regulations 2018', 'Competent authority', zone, 'Does this incident have a significant impact on the continuity of the essential service?', ['awareNis'], [
      { id: 'UKNIS.OES', title: 'Notification', fields: [field('Operator and service', 'incident'), field('When it occurred and how long it lasted', 'milestones'), field('Nature and impact', 'impact'), field('Impact across borders'), field('Other helpful information', 'summary')] },
    ]),
  ],
  clocks: [
    clock('UKGDPR', 'UKGDPR.33', 'Notify the Commissioner', 'unconfirmed', 'UK GDPR, Article 33', on('milestone.awarePersonalData'), hours(72), { undueDelay: true }),
    clock('UKNIS', 'UKNIS.OES', 'Notify the competent authority', 'confirmed', 'Network and Information Systems Regulations 2018, regulation 11', on('milestone.awareNis'), hours(72), { undueDelay: true }),
    clock('UKNIS', 'UKCSR.24', 'Initial notification', 'proposed', 'Cyber Security and Resilience Bill', on('milestone.awareNis'), hours(24)),
    clock('UKNIS', 'UKCSR.72', 'Full notification', 'proposed', 'Cyber Security and Resilience Bill', on('milestone.awareNis'), hours(72)),
  ],
};
