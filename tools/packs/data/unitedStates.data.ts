import type { Pack } from '../../../src/shared/domain/regulation/pack.ts';
import { unitedStates as calendar } from './calendars.ts';
import { AS_OF, businessDays, clock, days, EXPIRES, field, hours, NOTE, on, regime } from './words.ts';

const zone = 'America/New_York';
const filing = { calendar: 'us-federal', firstBusinessDayCounts: true } as const;

export const unitedStates: Pack = {
  id: 'united-states', version: '1.0', title: 'United States', asOf: AS_OF, expires: EXPIRES, note: NOTE, calendars: [calendar],
  regimes: [
    regime('SEC', 'SEC: Form 8-K, Item 1.05', 'Securities and Exchange Commission', zone, 'Are we a registrant, and is this incident material?', ['material', 'materialAddition'], [
      { id: 'SEC.105', title: 'Item 1.05', fields: [field('Nature of the incident, material aspects', 'summary'), field('Scope', 'systems'), field('Timing', 'milestones'), field('Material or reasonably likely impact', 'impact'), field('What is not determined yet')] },
    ]),
    regime('CIRCIA', 'CIRCIA: covered cyber incident', 'CISA', zone, 'Are we a covered entity, and is this a covered cyber incident or a ransom payment?', ['reasonableBelief', 'ransomPaid'], []),
    regime('US-FCEB', 'Federal agencies: incident notification', 'CISA', zone, 'Are we a federal civilian agency or its contractor for this system?', ['agencyIdentified'], [
      { id: 'US.FCEB', title: 'Report', fields: [field('Functional impact', 'severity'), field('Information impact', 'impact'), field('Recoverability', 'severity'), field('When detected', 'discovery'), field('Systems and number', 'systems'), field('Contact', 'contacts')] },
    ]),
    regime('US-BANK', 'Banks: notification incident', 'Primary federal regulator', zone, 'Is this a notification incident of a banking organisation or of its service provider?', ['determined', 'serviceDisrupted'], [
      { id: 'US.BANK36', title: 'Notification (no fixed form; telephone or mail to the designated contact)', fields: [field('Who notifies', 'incident'), field('What is known', 'summary'), field('When determined', 'begins'), field('Contact', 'contacts')] },
    ]),
    regime('NYDFS', 'NYDFS: cybersecurity incident', 'Superintendent of Financial Services', zone, 'Is this a cybersecurity incident that must be notified to the superintendent?', ['determined', 'ransomPaid'], [
      { id: 'NYDFS.72', title: 'Notice over the portal; the duty to update goes on', fields: [field('Date and time determined', 'begins'), field('Description', 'summary'), field('Systems', 'systems'), field('Remediation', 'measures'), field('Others notified', 'submissions'), field('Contact', 'contacts')] },
    ]),
    regime('HIPAA', 'HIPAA: breach of unsecured health information', 'Department of Health and Human Services', zone, 'Is this a breach of unsecured protected health information?', ['phiDiscovered'], [
      { id: 'HIPAA.IND', title: 'Notice', fields: [field('What happened, with dates', 'summary'), field('When discovered', 'begins'), field('Kinds of health information'), field('Steps for the persons concerned'), field('What we do', 'measures'), field('Contact', 'contacts')] },
    ]),
    regime('FTC', 'FTC Safeguards Rule', 'Federal Trade Commission', zone, 'Was unencrypted information of at least 500 consumers acquired without authorisation?', ['ftcDiscovered'], [
      { id: 'FTC.SG', title: 'Notification', fields: [field('Name and contact', 'contacts'), field('Types of information'), field('Date or range of the event', 'milestones'), field('Number of consumers'), field('General description', 'summary'), field('Written determination of law enforcement, if any')] },
    ]),
  ],
  clocks: [
    clock('SEC', 'SEC.105', 'File Item 1.05', 'confirmed', 'Form 8-K, Item 1.05', on('milestone.material'), businessDays(4), filing),
    clock('SEC', 'SEC.105A', 'File the amendment', 'unconfirmed', 'Form 8-K, Item 1.05, instruction 2', on('milestone.materialAddition'), businessDays(4), filing),
    clock('CIRCIA', 'CIRCIA.72', 'Report the covered incident', 'proposed', 'CIRCIA; final rule not published', on('milestone.reasonableBelief'), hours(72)),
    clock('CIRCIA', 'CIRCIA.24', 'Report the ransom payment', 'proposed', 'CIRCIA; final rule not published', on('milestone.ransomPaid'), hours(24)),
    clock('US-FCEB', 'US.FCEB.1H', 'Report to CISA', 'confirmed', 'CISA federal incident notification guidelines', on('milestone.agencyIdentified'), hours(1)),
    clock('US-BANK', 'US.BANK36', 'Notify the primary regulator', 'confirmed', '12 CFR 53, 225.302 and 304', on('milestone.determined'), hours(36)),
    clock('US-BANK', 'US.BSP', 'Notify the bank customers', 'local', '12 CFR 53, 225.303 and 304: as soon as possible; the number is ours', on('milestone.serviceDisrupted'), hours(4), { undueDelay: true }),
    clock('NYDFS', 'NYDFS.72', 'Notify the superintendent', 'confirmed', '23 NYCRR 500.17(a)', on('milestone.determined'), hours(72)),
    clock('NYDFS', 'NYDFS.PAY24', 'Notice of the payment', 'confirmed', '23 NYCRR 500.17(c)', on('milestone.ransomPaid'), hours(24)),
    clock('NYDFS', 'NYDFS.PAY30', 'Written reasons for the payment', 'confirmed', '23 NYCRR 500.17(c)', on('milestone.ransomPaid'), days(30)),
    clock('HIPAA', 'HIPAA.IND', 'Notify the individuals', 'confirmed', '45 CFR 164.404', on('milestone.phiDiscovered'), days(60), { undueDelay: true }),
    clock('HIPAA', 'HIPAA.HHS500', 'Notify the department, 500 persons or more', 'confirmed', '45 CFR 164.408(b)', on('milestone.phiDiscovered'), days(60)),
    clock('HIPAA', 'HIPAA.MEDIA', 'Notify the media, more than 500 persons in a state', 'unconfirmed', '45 CFR 164.406', on('milestone.phiDiscovered'), days(60)),
    clock('HIPAA', 'HIPAA.BA', 'Business associate: notify the covered entity', 'confirmed', '45 CFR 164.410', on('milestone.phiDiscovered'), days(60), { undueDelay: true }),
    clock('FTC', 'FTC.SG', 'Notify the commission', 'confirmed', '16 CFR 314.4(j)', on('milestone.ftcDiscovered'), days(30)),
  ],
};
