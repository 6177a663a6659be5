import type { BodyOf } from '../entries/bodies.ts';
import type { Entity } from '../view.ts';
import { asAnyEntity } from './select.ts';
import { defang } from './defang.ts';

/** Longest title; longer ones end in an ellipsis. The whole text is in the entity. */
export const TITLE_LENGTH = 300;

/** What to call an entity in a list or a link, in one line, as it reads today. */
export function titleOf(entity: Entity): string {
  return toLine(longTitleOf(entity));
}

/** A value of a word list as words: `highSeverityConfirmed` and `in-progress` become `High severity confirmed` and `In progress`. */
export function valueToWords(value: string): string {
  const spaced = value.replaceAll(/[-_:]/g, ' ').replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** One line: white space folded, cut at TITLE_LENGTH without splitting a character. */
export function toLine(text: string): string {
  const folded = text.length > 4 * TITLE_LENGTH ? text.slice(0, 4 * TITLE_LENGTH).toWellFormed() : text;
  const line = folded.replaceAll(/\s{2,}|[^\S ]/g, ' ').trim();
  return line.length <= TITLE_LENGTH ? line : `${line.slice(0, TITLE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function longTitleOf(entity: Entity): string {
  const known = asAnyEntity(entity);
  switch (known.kind) {
    case 'incident': return known.body.title;
    case 'person': return known.body.role ? `${known.body.name}, ${known.body.role}` : known.body.name;
    case 'note': return known.body.text;
    case 'event': return known.body.fact;
    case 'evidence': return known.body.name;
    case 'action':
    case 'task': return known.body.title;
    case 'decision': return known.state === 'proposed' ? known.body.question : known.body.choice;
    case 'system': return known.body.name;
    case 'account': return known.body.realm ? `${known.body.realm}\\${known.body.principal}` : known.body.principal;
    case 'indicator': return defang(known.body.indicatorType, known.body.value);
    case 'contact': return known.body.organisation ? `${known.body.name}, ${known.body.organisation}` : known.body.name;
    case 'communication': {
      const who = [known.body.counterpart, known.body.outcome && valueToWords(known.body.outcome).toLowerCase()].filter(Boolean).join(', ');
      return who === '' ? known.body.text : `${who}: ${known.body.text}`;
    }
    case 'intake': return known.body.reporter ? `${known.body.reporter}: ${known.body.text}` : known.body.text;
    case 'alert': return [`${known.body.tool}: ${known.body.rule}`, known.body.host, known.body.account, known.body.indicator].filter(Boolean).join(', ');
    case 'declaration-rule': return `Declare${known.body.customer ? ` for ${known.body.customer}` : ''}: ${known.body.reason}`;
    case 'outside-reference': return `${known.body.system}: ${known.body.reference}`;
    case 'milestone': return `${valueToWords(known.body.milestone)}: ${known.body.basis}`;
    case 'assessment': return `Severity ${known.body.severity}: ${known.body.reason}`;
    case 'narrative': return `${valueToWords(known.body.section)}: ${known.body.text}`;
    case 'report': return `${known.body.title}, issue ${known.body.issue}`;
    case 'export': return `Exported as ${known.body.format}: ${known.body.rows} rows, ${known.body.leftOut} left out`;
    case 'witness': return witnessTitle(known.body);
    case 'time-authority': return `Time-stamp authority: ${known.body.name}`;
    case 'playbook': return `Playbook ${known.body.title}, version ${known.body.version}: ${known.body.reason}`;
    case 'playbook-run': return `Playbook started: ${known.body.title}, version ${known.body.version}`;
    case 'playbook-step': return `Step ${valueToWords(known.body.outcome).toLowerCase()}: ${known.body.text}${known.body.remark ? ` (${known.body.remark})` : ''}`;
    case 'clock-pack': return `Regulatory pack ${known.body.title}, version ${known.body.version}: ${known.body.reason}`;
    case 'calendar': return `Calendar ${known.body.title}, known until ${known.body.validThrough}`;
    case 'reportability': return `${known.body.regime} ${valueToWords(known.body.answer).toLowerCase()}: ${known.body.reason}`;
    case 'data-set': return known.body.name;
    case 'finding': return known.body.statement;
    case 'cause': return known.body.text;
    case 'assignment': return `${valueToWords(known.body.role)}: ${known.body.person}`;
    case 'shift': return `On duty: ${known.body.person}${known.body.duty ? `, ${known.body.duty}` : ''}`;
    case 'handover': return `Hand-over from ${known.body.from} to ${known.body.to}, ${known.body.items.length} items`;
    case 'handover-item': return `Item ${known.body.item} of the hand-over, ${valueToWords(known.body.outcome).toLowerCase()} by ${known.body.by}${known.body.note ? `: ${known.body.note}` : ''}`;
    case 'plan': return `Response plan, version ${known.body.version}: ${known.body.objectives.join('; ') || known.body.situation}`;
    case 'sitrep': return `Situation report ${known.body.number}: ${known.body.assessment}`;
    case 'acquisition': return `Acquired with ${known.body.tool}${known.body.toolVersion ? ` ${known.body.toolVersion}` : ''} by ${known.body.operator}`;
    case 'examination': return `Examined with ${known.body.tool}: ${known.body.observation}`;
    case 'legal-hold': return `Legal hold by ${known.body.orderedBy}: ${known.body.reason}`;
    case 'checklist-line': return `${known.body.system}, rank ${known.body.rank}, ${known.body.outcome}: ${known.body.what}`;
    case 'standing-approval': return `${valueToWords(known.body.level)}: ${known.body.title}`;
    case 'approval': return approvalTitle(known.body);
    case 'readiness-check': return `${valueToWords(known.body.item)}, ${valueToWords(known.body.outcome).toLowerCase()}: ${known.body.signatory}${known.body.detail ? `, ${known.body.detail}` : ''}`;
    case 'channel': return `${known.body.label}: ${known.body.address}`;
    case 'bridge': return known.body.label;
    case 'attendance': return [known.body.person, known.body.organisation, known.body.role].filter(Boolean).join(', ');
    case 'code-sheet': return `Code sheet of ${known.body.lines} lines, held by ${known.body.holder}`;
    case 'message': return `${valueToWords(known.body.template)}: ${known.body.subject}`;
    case 'subscription': return `${known.body.audience}: ${valueToWords(known.body.template).toLowerCase()}`;
    case 'sign-off': return `${valueToWords(known.body.verdict)} by ${known.body.by}${known.body.note ? `: ${known.body.note}` : ''}`;
    case 'review': return `Review, ${valueToWords(known.body.format).toLowerCase()}, led by ${known.body.facilitator}`;
    case 'lesson': return known.body.text;
    case 'corrective-action': return known.body.text;
    case 'deployment': return `Indicator ${known.body.result === 'declined' ? 'not deployed' : 'deployed'} at ${known.body.where}: ${valueToWords(known.body.result).toLowerCase()}`;
    case 'distribution': return `${valueToWords(known.body.means)}: ${[known.body.recipient, known.body.organisation].filter(Boolean).join(', ')}`;
    case 'fingerprint-check': return `Fingerprint ${known.body.result === 'same' ? 'compared' : 'is different'}, ${valueToWords(known.body.means).toLowerCase()}: ${known.body.name ?? `device ${known.body.device.slice(0, 8)}`}`;
    // Never the secret: titles stand in lists, prints and findings.
    case 'sync-server': return `Server ${known.body.name}, ${known.body.address}`;
    case 'known-network': return `Network ${known.body.name}`;
    case 'invitation': return `Invitation for ${known.body.forWhom}, ${known.body.role}`;
    case 'recovery': return `${valueToWords(known.body.what)}: ${known.body.detail}`;
  }
}

function approvalTitle({ verdict, approver, requestedBy, targets }: BodyOf<'approval'>): string {
  const of = targets.length === 0 ? '' : ` for ${targets.join(', ')}`;
  return verdict === undefined ? `Approval asked of ${approver} by ${requestedBy}${of}` : `${valueToWords(verdict)} by ${approver}${of}`;
}

function witnessTitle(body: BodyOf<'witness'>): string {
  switch (body.witnessKind) {
    case 'head-slip': return `Head slip from ${body.from}: feed ${body.feedCode.slice(0, 4)}-${body.feedCode.slice(4)} had ${body.size} frames`;
    case 'stamp-request': return 'Time stamp requested for the journal as it stands';
    case 'stamp-token': return 'Time stamp received for the journal as it stood';
    case 'cosignature': return 'Statement of another device: it held the journal up to here';
  }
}
