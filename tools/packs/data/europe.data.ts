import type { Pack } from '../../../src/shared/domain/regulation/pack.ts';
import { target } from './calendars.ts';
import { all, AS_OF, clock, days, EXPIRES, field, HOURS, hours, months, newest, NOTE, on, regime } from './words.ts';

const zone = 'Europe/Brussels';
const gdpr = 'Regulation (EU) 2016/679';
const nis2 = 'Directive (EU) 2022/2555, Article 23';
const dora = 'Regulation (EU) 2022/2554 and delegated regulation 2025/301, Article 5';
const cra = 'Regulation (EU) 2024/2847, Article 14';
const roll = { calendar: 'eu-target', lawful: 'next-working-noon' } as const;

export const europe: Pack = {
  id: 'europe', version: '1.0', title: 'European Union', asOf: AS_OF, expires: EXPIRES, note: NOTE, calendars: [target],
  regimes: [
    regime('GDPR', 'GDPR: personal data breach', 'Data protection authority', zone, 'Is this a personal data breach that is not unlikely to result in a risk to persons?', ['awarePersonalData', 'highRiskDetermined', 'processorAware', 'submissionIncomplete'], [
      { id: 'GDPR.33', title: 'Notification to the authority (Article 33)', fields: [
        field('Our reference', 'incident'), field('Nature of the breach', 'summary'), field('When we became aware', 'begins'), field('Categories and number of data subjects'), field('Categories and number of records'),
        field('Contact: data protection officer', 'contacts'), field('Likely consequences', 'impact'), field('Measures taken', 'measures'), field('Measures proposed', 'planned'), field('Reasons, if later than 72 hours', 'delay'), field('Facts of our assessment', 'answer'),
      ] },
      { id: 'GDPR.34', title: 'Communication to data subjects (Article 34)', fields: [field('What happened, in plain language', 'summary'), field('Contact', 'contacts'), field('Likely consequences', 'impact'), field('Measures taken and proposed', 'measures'), field('Advice to the persons concerned')] },
    ]),
    regime('NIS2', 'NIS2: significant incident', 'CSIRT or competent authority', zone, 'Is this a significant incident of an essential or important entity?', ['awareSignificant', 'recipientsAffected', 'authorityRequest', 'incidentHandled'], [
      { id: 'NIS2.EW', title: 'Early warning', fields: [field('Our reference', 'incident'), field('When we became aware', 'begins'), field('Is an unlawful or malicious act suspected?'), field('Could there be effects across borders?')] },
      { id: 'NIS2.IN', title: 'Incident notification', fields: [field('Update of the early warning', 'summary'), field('Severity', 'severity'), field('Impact', 'impact'), field('Indicators of compromise', 'indicators')] },
      { id: 'NIS2.FR', title: 'Final report', fields: [field('Description, severity and impact', 'summary'), field('Timeline', 'milestones'), field('Type of threat or root cause', 'cause'), field('Mitigation done', 'measures'), field('Mitigation running', 'planned'), field('Impact across borders')] },
    ]),
    regime('DORA', 'DORA: major ICT-related incident', 'Competent authority for the financial entity', zone, 'Is this a major ICT-related incident by the criteria of classification?', ['aware', 'classifiedMajor', 'activitiesRecovered', 'clientsAffected'], [
      { id: 'DORA.INI', title: 'Initial notification', fields: [
        field('Reference of the entity', 'incident'), field('Date and time of detection', 'discovery'), field('Date and time of classification', 'begins'), field('Description', 'summary'), field('Criteria that are met', 'answer'), field('Member States affected'),
        field('How it was discovered', 'discovery'), field('Origin, if with another entity'), field('Business continuity plan activated'), field('Other information'),
      ] },
      { id: 'DORA.INT', title: 'Intermediate report', fields: [
        field('Date and time of occurrence', 'milestones'), field('Date and time of recovery', 'recovery'), field('Details of the criteria', 'answer'), field('Type of incident', 'types'), field('Threats and methods', 'techniques'), field('Affected functions and infrastructure', 'systems'),
        field('Impact on clients and transactions', 'impact'), field('Reports to other authorities', 'submissions'), field('Temporary measures', 'measures'), field('Indicators of compromise', 'indicators'),
      ] },
      { id: 'DORA.FIN', title: 'Final report', fields: [field('Root causes', 'cause'), field('When root causes were addressed', 'measures'), field('When the incident was resolved', 'recovery'), field('Measures against recurrence', 'prevention'), field('Costs, losses and recoveries'), field('Recurring incident?')] },
    ]),
    regime('CRA', 'CRA: product with digital elements', 'CSIRT and ENISA over the single reporting platform', zone, 'Is a vulnerability of our product actively exploited, or is this a severe incident that affects its security?', ['awareExploited', 'awareSevere', 'correctiveMeasure'], [
      { id: 'CRA.EW', title: 'Early warning', fields: [field('Product and versions', 'systems'), field('When we became aware', 'begins'), field('Member States where the product is available'), field('Is an unlawful or malicious act suspected?')] },
      { id: 'CRA.NOT', title: 'Notification', fields: [field('Nature of the exploit or incident', 'summary'), field('Corrective or mitigating measures taken', 'measures'), field('Measures that users can take'), field('How sensitive the information is')] },
      { id: 'CRA.FIN', title: 'Final report', fields: [field('Description, severity and impact', 'impact'), field('Malicious actor, if known'), field('Root cause', 'cause'), field('Security update or other measure', 'prevention')] },
    ]),
  ],
  clocks: [
    clock('GDPR', 'GDPR.33', 'Notify the data protection authority', 'confirmed', `${gdpr}, Article 33(1)`, on('milestone.awarePersonalData'), hours(72), { undueDelay: true, lawful: 'hour-rounding' }),
    clock('GDPR', 'GDPR.33.4', 'Complete the notification', 'local', `${gdpr}, Article 33(4): without undue further delay; the number is ours`, all('submitted.GDPR.33', 'milestone.submissionIncomplete'), hours(72), { undueDelay: true }),
    clock('GDPR', 'GDPR.33.2', 'Notify the controller', 'local', `${gdpr}, Article 33(2): without undue delay; the number is ours`, on('milestone.processorAware'), hours(24), { undueDelay: true }),
    clock('GDPR', 'GDPR.34', 'Tell the persons concerned', 'local', `${gdpr}, Article 34: without undue delay; the number is ours`, on('milestone.highRiskDetermined'), hours(72), { undueDelay: true }),
    clock('GDPR', 'GDPR.33.5', 'Document the breach, reported or not', 'local', `${gdpr}, Article 33(5): the number is ours`, all('milestone.awarePersonalData', 'milestone.resolved'), days(30), { stop: [['answered.GDPR']] }),
    clock('GDPR', 'GDPR.96H', 'Notify over the single entry point', 'proposed', 'Proposal for a digital omnibus: 96 hours, high risk only', on('milestone.highRiskDetermined'), hours(96)),
    clock('NIS2', 'NIS2.EW', 'Early warning', 'confirmed', `${nis2}(4)(a)`, on('milestone.awareSignificant'), hours(24), { undueDelay: true }),
    clock('NIS2', 'NIS2.IN', 'Incident notification', 'confirmed', `${nis2}(4)(b); trust services have 24 hours`, on('milestone.awareSignificant'), hours(72), { undueDelay: true }),
    clock('NIS2', 'NIS2.IR', 'Intermediate report as requested', 'local', `${nis2}(4)(c): as the authority asks; the number is ours`, newest('milestone.authorityRequest'), hours(24)),
    clock('NIS2', 'NIS2.FR', 'Final report, or progress report', 'confirmed', `${nis2}(4)(d) and (e)`, on('submitted.NIS2.IN'), months(1)),
    clock('NIS2', 'NIS2.FR2', 'Final report after the progress report', 'confirmed', `${nis2}(4)(e)`, all('submitted.NIS2.FR', 'milestone.incidentHandled'), months(1)),
    clock('NIS2', 'NIS2.RCPT', 'Tell the recipients of the services', 'local', `${nis2}(1) and (2): without undue delay; the number is ours`, on('milestone.recipientsAffected'), hours(24), { undueDelay: true }),
    clock('DORA', 'DORA.INI', 'Initial notification', 'confirmed', dora, on('milestone.classifiedMajor'), hours(4), { cap: { fact: 'milestone.aware', plusMs: HOURS(24) }, ...roll }),
    clock('DORA', 'DORA.INT', 'Intermediate report', 'confirmed', dora, on('submitted.DORA.INI'), hours(72), roll),
    clock('DORA', 'DORA.UPD', 'Updated intermediate report', 'local', `${dora}: without undue delay; the number is ours`, on('milestone.activitiesRecovered'), hours(24), { undueDelay: true }),
    clock('DORA', 'DORA.FIN', 'Final report', 'confirmed', dora, newest('submitted.DORA.INT', 'submitted.DORA.UPD'), months(1), roll),
    clock('DORA', 'DORA.CLI', 'Tell the clients', 'unconfirmed', 'Regulation (EU) 2022/2554, Article 19(3): without undue delay; the number is ours', on('milestone.clientsAffected'), hours(24)),
    clock('CRA', 'CRA.EW', 'Early warning', 'confirmed', cra, on('milestone.awareExploited', 'milestone.awareSevere'), hours(24)),
    clock('CRA', 'CRA.NOT', 'Notification', 'confirmed', cra, on('milestone.awareExploited', 'milestone.awareSevere'), hours(72)),
    clock('CRA', 'CRA.FIN.V', 'Final report on the vulnerability', 'confirmed', `${cra}(2)(c)`, all('milestone.awareExploited', 'milestone.correctiveMeasure'), days(14)),
    clock('CRA', 'CRA.FIN.I', 'Final report on the incident', 'confirmed', `${cra}(4)(c)`, all('milestone.awareSevere', 'submitted.CRA.NOT'), months(1)),
  ],
};
