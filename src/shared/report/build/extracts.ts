import { approvalOrigins, authorityBase, distributionRegister, entitiesOf, formatBytes, standingOf, twoApprovalOf, type ApprovalOrigin, type Entity } from '#domain';
import { code, plain, type Block, type Cell, type Column, type ReportDocument, type Section } from '../tree/blocks.ts';
import { authorityText, timeCell } from './cells.ts';
import { section } from './commandSections.ts';
import { frameDocument } from './frame.ts';
import { incidentOf, type ReportInput } from './input.ts';
import { learningSections } from './learningSections.ts';
import { indicatorSection } from './scopeSections.ts';
import { utcText } from './times.ts';
import { wordFor } from './words.ts';

const blameless = 'Written to learn, not to blame: people acted on what they knew at the time, and causes are sought in conditions that can be changed.';

/** The lessons-learned record: what was learned, reviews held, corrective actions, and lines for those who were there. */
export function buildLessonsLearned(input: ReportInput): ReportDocument {
  const present = standingOf(input.state, 'review').filter(({ state }) => state === 'held').flatMap(({ body }) => [body.facilitator, ...body.attendees]);
  return frameDocument(input, {
    type: 'lessons-learned', documentTitle: 'Lessons-learned record', subtitle: `${standingOf(input.state, 'lesson').length} lessons, ${standingOf(input.state, 'corrective-action').length} corrective actions`,
    sections: [
      section('how', 'How to read this', [{ type: 'paragraph', text: plain(blameless) }]),
      ...learningSections(input).filter((part) => part !== null),
      section('attendance', 'Attendance', [{ type: 'signatures', lines: [...new Set(present)].map((name) => ({ role: 'Attended', name })) }]),
    ],
  });
}

/** Every decision as it was written at the time: what was known, what was not, who dissented. */
export function buildDecisionLog(input: ReportInput): ReportDocument {
  const decisions = entitiesOf(input.state, 'decision');
  return frameDocument(input, {
    type: 'decision-log', documentTitle: 'Decision log extract', subtitle: `${decisions.length} decisions`,
    sections: decisions.length === 0 ? [missing('decisions', 'Decisions', 'No decision is recorded.')] : decisions.map((decision) => decisionSection(input, decision)),
  });
}

function decisionSection(input: ReportInput, { id, ref, body, stamp, state, envelope, retracted }: Entity<'decision'>): Section {
  return section(`decision-${id}`, `${ref ?? ''} ${body.question}`, [facts([
    ['Made', timeCell(envelope.occurred, input.zone)], ['State', plain(retracted === null ? wordFor(state ?? body.state) : `retracted: ${retracted.reason}`)], ['Options', body.options.join('; ')], ['Choice', body.choice], ['Reason', body.reason],
    ['Known then', body.known], ['Not known then', body.unknown], ['Decided by', body.decidedBy], ['Consulted', body.consulted.join(', ')], ['Dissent', body.dissent],
    ['Review by', body.reviewBy === undefined ? undefined : utcText(body.reviewBy)], ['Reversible', body.reversible === undefined ? undefined : body.reversible ? 'yes' : 'no'], ['Source', `entry ${stamp.number}, ${stamp.author.name}`],
  ])]);
}

/** A form by which containment is authorised: each action that is not finished, why and at what cost, who approved, and lines for ink. */
export function buildContainmentAuthorisation(input: ReportInput): ReportDocument {
  const open = standingOf(input.state, 'action').filter(({ state }) => ['proposed', 'authorised', 'assigned', 'in-progress'].includes(state ?? ''));
  return frameDocument(input, {
    type: 'containment-authorisation', documentTitle: 'Containment authorisation', subtitle: `${open.length} actions not finished`,
    sections: open.length === 0 ? [missing('actions', 'Actions', 'No action waits to be done.')] : open.map((action) => actionForm(input, action)),
  });
}

function actionForm(input: ReportInput, action: Entity<'action'>): Section {
  const answers = standingOf(input.state, 'approval').filter((approval) => approval.body.action === action.id);
  const { id, ref, body, state } = action;
  const two = twoApprovalOf(action, answers, authorityBase(input.state));
  const origins = approvalOrigins(input.state).filter(({ approval }) => answers.some(({ id: answer }) => answer === approval));
  return section(`action-${id}`, `${ref ?? ''} ${body.title}`, [
    facts([['Kind', wordFor(body.actionKind)], ['Targets', body.targets.join(', ')], ['Reason', body.rationale], ['Expected effect', body.expectedEffect], ['Disruption', body.disruption], ['Way back', body.rollbackPlan], ['State', wordFor(state ?? '')], ['Authority', authorityText(body.authority)],
      ['Two people', two === null ? undefined : [two.isApproved ? `approved by ${two.given.map(({ by }) => by).join(' and ')}` : `asked for; ${two.given.length} of 2 approved`, two.startedEarly ? 'started without the second approval' : '', origins.some(({ sameConsole }) => sameConsole.length > 0) ? 'both recorded on one console' : ''].filter(Boolean).join('; ')]]),
    table('Approvals', 'None is recorded.', ['Ref', 'Seat', 'Asked of', 'Answer', 'Given from', 'Conditions', 'Until (UTC)'], answers.map((answer) => [answer.ref ?? '', wordFor(answer.body.seat), answer.body.approver, wordFor(answer.body.verdict ?? 'asked'), originText(origins.find(({ approval }) => approval === answer.id)), answer.body.conditions ?? '', answer.body.expiresAt === undefined ? '' : utcText(answer.body.expiresAt)])),
    { type: 'blank-rows', count: 2, note: 'For ink. Transcribe into the journal with a photograph of the signed form.', columns: ['Approver (name, title)', 'Approved, refused, conditions', 'Expires', 'Code', 'Date, time, zone, signature'] },
  ]);
}

function originText(origin: ApprovalOrigin | undefined): string {
  if (origin === undefined) return '';
  const { from, by, device, consoleOf, sameConsole } = origin;
  const where = from === 'own' ? `their own console (${device})` : consoleOf.length === 0 ? `recorded by ${by} on their behalf (${device})` : `recorded as ${by} on the console of ${consoleOf.join(', ')} (${device})`;
  return sameConsole.length === 0 ? where : `${where}; same console as ${sameConsole.map(({ ref, approver }) => `${ref ?? ''} ${approver}`.trim()).join(', ')}`;
}

/** What is handed to the police with a complaint: the complaint, indicators and evidence with custody; what only people can say is left for ink. */
export function buildLawReferral(input: ReportInput): ReportDocument {
  const { body } = incidentOf(input.state);
  const items = standingOf(input.state, 'evidence').filter((item) => item.body.origin !== 'issued-report');
  return frameDocument(input, {
    type: 'law-enforcement-referral', documentTitle: 'Law-enforcement referral', subtitle: `${items.length} items of evidence held`,
    sections: [
      section('complaint', 'Complaint', [facts([['Complainant', body.customer], ['Type', body.types.map(wordFor).join(', ')], ['Severity', body.severity], ['Summary', body.summary]]), { type: 'blank-rows', count: 3, note: 'To be filled in by the complainant.', columns: ['Loss and currency', 'Contact, telephone', 'Case number of the authority'] }]),
      indicatorSection(input),
      section('evidence', 'Evidence held', [table('', 'No evidence is held.', ['Ref', 'Item', 'SHA-256', 'Custodian', 'State'], items.map((item) => [
        item.ref ?? '', `${item.body.name}${item.body.sealed === undefined ? '' : `, ${formatBytes(item.body.sealed.size)}`}`, item.body.sealed?.hashes.find(({ algorithm }) => algorithm === 'sha256')?.hex ?? '',
        input.state.custody.get(item.id)?.custodian ?? item.body.custodian, wordFor(input.state.custody.get(item.id)?.state ?? 'held'),
      ]))]),
      section('requests', 'Preservation requests and what is kept confidential', [{ type: 'blank-rows', count: 4, note: 'One line each.', columns: ['Asked of', 'What is to be preserved, or kept confidential', 'Until'] }]),
    ].filter((part) => part !== null),
  });
}

/** Who got which issue of which document, and who must be told of a newer one. */
export function buildDistributionLog(input: ReportInput): ReportDocument {
  const lines = distributionRegister(entitiesOf(input.state, 'report'), entitiesOf(input.state, 'distribution'));
  return frameDocument(input, {
    type: 'distribution-log', documentTitle: 'Distribution log', landscape: true, subtitle: `${lines.length} issues`,
    sections: lines.length === 0 ? [missing('issues', 'Issues', 'Nothing is issued yet.')] : lines.map(({ report, deliveries, supersededBy, toTell }) => section(`issue-${report.id}`, report.body.title, [
      facts([['Issued', timeCell(report.stamp.occurred, input.zone)], ['Label', `TLP:${report.body.tlp}`], ['Content', code(report.body.contentSha256)], ['Superseded by', supersededBy?.body.title], ['Must be told', toTell.map(({ recipient, organisation }) => [recipient, organisation].filter(Boolean).join(', ')).join('; ')]]),
      table('Deliveries', 'No delivery is recorded.', ['Delivered (UTC)', 'Recipient', 'Organisation', 'Means', 'Acknowledged (UTC)', 'Receipt', 'Source'], deliveries.map(({ body, stamp }) => [
        utcText(stamp.occurred), body.recipient, body.organisation ?? '', wordFor(body.means), body.acknowledged === undefined ? '' : utcText(body.acknowledged), body.receipt ?? '', `entry ${stamp.number}`,
      ])),
    ])),
  });
}

function missing(id: string, title: string, text: string): Section {
  return { ...section(id, title, [{ type: 'missing', text }]), mandatory: true };
}

function facts(rows: readonly (readonly [string, string | Cell | undefined])[]): Block {
  return { type: 'facts', rows: rows.flatMap(([term, value]) => (value === undefined || value.length === 0 ? [] : [{ term, value: typeof value === 'string' ? plain(value) : value }])) };
}

function table(caption: string, empty: string, titles: readonly string[], rows: readonly (readonly string[])[]): Block {
  return { type: 'table', empty, columns: titles.map((title): Column => ({ title, width: 'medium' })), rows: rows.map((row) => row.map(plain)), ...(caption === '' ? {} : { caption }) };
}
