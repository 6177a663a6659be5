import type { Pack } from '../../../src/shared/domain/regulation/pack.ts';
import { australia } from './calendars.ts';
import { all, AS_OF, businessDays, clock, days, EXPIRES, field, hours, NOTE, on, regime } from './words.ts';

const sydney = 'Australia/Sydney';
const singapore = 'Asia/Singapore';
const soci = 'Security of Critical Infrastructure Act 2018';

export const asiaPacific: Pack = {
  id: 'asia-pacific', version: '1.0', title: 'Australia and Singapore', asOf: AS_OF, expires: EXPIRES, note: NOTE, calendars: [australia],
  regimes: [
    regime('AU-SOCI', 'SOCI: critical infrastructure', 'Australian Signals Directorate', sydney, 'Does the incident have a significant or relevant impact on a critical infrastructure asset?', ['socAwareSignificantImpact', 'socAwareRelevantImpact', 'oralReport'], [
      { id: 'AU.SOCI', title: 'Report', fields: [field('Asset', 'systems'), field('Incident', 'summary'), field('When we became aware', 'begins'), field('Impact', 'impact'), field('Oral report: time, officer, reference', 'submissions')] },
    ]),
    regime('AU-NDB', 'Notifiable data breach', 'Information Commissioner', sydney, 'Is this an eligible data breach likely to result in serious harm?', ['ndbSuspected', 'ndbBelief'], [
      { id: 'AU.NDB', title: 'Statement', fields: [field('Identity and contact', 'contacts'), field('Description', 'summary'), field('Kinds of information'), field('Recommended steps for individuals'), field('Assessment', 'answer')] },
    ]),
    regime('AU-RANSOM', 'Ransom payment report', 'Australian Signals Directorate', sydney, 'Was a ransom paid, by us or for us, by an entity that must report it?', ['ransomPaid'], [
      { id: 'AU.RANSOM', title: 'Report', fields: [field('Payer and contact', 'contacts'), field('Incident and impact', 'summary'), field('Demand'), field('Amount and method'), field('Communications with the extorting party')] },
    ]),
    regime('AU-APRA', 'APRA CPS 234', 'APRA', sydney, 'Is this a material information security incident, or a weakness that cannot be remediated in time?', ['apraAware', 'apraWeakness'], [
      { id: 'AU.APRA', title: 'Notification', fields: [field('Incident', 'summary'), field('When we became aware', 'begins'), field('Materiality', 'impact'), field('Response', 'measures'), field('Other regulators told', 'submissions')] },
    ]),
    regime('SG-PDPA', 'PDPA: data breach', 'Personal Data Protection Commission', singapore, 'Is the breach notifiable: significant harm, or 500 persons or more?', ['pdpaCredible', 'pdpaNotifiable'], [
      { id: 'SG.PDPA', title: 'Notification', fields: [field('Circumstances', 'summary'), field('When we assessed it as notifiable', 'begins'), field('Number of persons and kinds of data'), field('Potential harm', 'impact'), field('Actions', 'measures'), field('Contact', 'contacts')] },
    ]),
    regime('SG-MAS', 'MAS: technology risk', 'Monetary Authority of Singapore', singapore, 'Is this a relevant incident of a critical system or a severe breach?', ['masDiscovered'], [
      { id: 'SG.MAS', title: 'Notification and root-cause report', fields: [field('Impact', 'impact'), field('Systems', 'systems'), field('When discovered', 'begins'), field('Cause', 'cause'), field('Remediation', 'measures')] },
    ]),
    regime('SG-CII', 'Critical information infrastructure', 'Commissioner of Cybersecurity', singapore, 'Is this a prescribed incident of critical information infrastructure?', ['ciiAware'], [
      { id: 'SG.CII', title: 'Prescribed details; by telephone first where required', fields: [field('Infrastructure', 'systems'), field('Nature and time', 'summary'), field('When we became aware', 'begins'), field('Effect', 'impact'), field('Cause', 'cause'), field('Remedial measures', 'measures'), field('Contact', 'contacts')] },
    ]),
  ],
  clocks: [
    clock('AU-SOCI', 'AU.SOCI12', 'Report, orally or in writing', 'confirmed', `${soci}, section 30BC`, on('milestone.socAwareSignificantImpact'), hours(12)),
    clock('AU-SOCI', 'AU.SOCI12W', 'Written record of the oral report', 'confirmed', `${soci}, section 30BC(3)`, all('milestone.socAwareSignificantImpact', 'milestone.oralReport'), hours(84)),
    clock('AU-SOCI', 'AU.SOCI72', 'Report, orally or in writing', 'confirmed', `${soci}, section 30BD`, on('milestone.socAwareRelevantImpact'), hours(72)),
    clock('AU-SOCI', 'AU.SOCI72W', 'Written record of the oral report', 'confirmed', `${soci}, section 30BD`, all('milestone.socAwareRelevantImpact', 'milestone.oralReport'), hours(48)),
    clock('AU-NDB', 'AU.NDB', 'Assess the suspected breach', 'confirmed', 'Privacy Act 1988, section 26WH', on('milestone.ndbSuspected'), days(30), { stop: [['answered.AU-NDB']] }),
    clock('AU-NDB', 'AU.NDB.NOTIFY', 'Notify the Commissioner and individuals', 'local', 'Privacy Act 1988, section 26WK: as soon as practicable; the number is ours', on('milestone.ndbBelief'), hours(72), { undueDelay: true }),
    clock('AU-RANSOM', 'AU.RANSOM', 'Report the payment', 'confirmed', 'Cyber Security Act 2024, part 3', on('milestone.ransomPaid'), hours(72)),
    clock('AU-APRA', 'AU.APRA', 'Notify APRA of the incident', 'confirmed', 'CPS 234', on('milestone.apraAware'), hours(72)),
    clock('AU-APRA', 'AU.APRA.W', 'Notify APRA of the weakness', 'unconfirmed', 'CPS 234', on('milestone.apraWeakness'), businessDays(10), { calendar: 'au-national' }),
    clock('SG-PDPA', 'SG.PDPA', 'Notify the commission', 'confirmed', 'Personal Data Protection Act 2012, section 26D', on('milestone.pdpaNotifiable'), days(3)),
    clock('SG-PDPA', 'SG.PDPA.ASSESS', 'Assess the breach', 'confirmed', 'Guidance of the commission', on('milestone.pdpaCredible'), days(30), { stop: [['answered.SG-PDPA']] }),
    clock('SG-MAS', 'SG.MAS1H', 'Notify the authority', 'confirmed', 'Notices on technology risk management', on('milestone.masDiscovered'), hours(1)),
    clock('SG-MAS', 'SG.MAS14D', 'Root-cause report', 'confirmed', 'Notices on technology risk management', on('milestone.masDiscovered'), days(14)),
    clock('SG-CII', 'SG.CII2H', 'Initial report', 'confirmed', 'Cybersecurity (Critical Information Infrastructure) Regulations as amended 2025', on('milestone.ciiAware'), hours(2)),
    clock('SG-CII', 'SG.CII72H', 'Supplementary report', 'confirmed', 'Cybersecurity (Critical Information Infrastructure) Regulations as amended 2025', on('milestone.ciiAware'), hours(72)),
    clock('SG-CII', 'SG.CII30D', 'Final report', 'confirmed', 'Cybersecurity (Critical Information Infrastructure) Regulations as amended 2025', on('milestone.ciiAware'), days(30)),
  ],
};
