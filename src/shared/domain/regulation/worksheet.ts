import { exhaustive, type UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import { titleOf, valueToWords } from '../entities/title.ts';
import type { BodyOf } from '../entries/bodies.ts';
import { currentSeverity } from '../projection/incidentStatus.ts';
import type { Entity, IncidentState } from '../view.ts';
import { isInForce } from './packsInForce.ts';
import type { Regime, Worksheet } from './pack.ts';
import { answersInForce } from './reportability.ts';
import { submissions } from './submissions.ts';

/** One field of a worksheet: what the journal knows, or null where somebody has to find out. Instants stand as `{utc}` texts in UTC. */
export interface FilledField { readonly label: string; readonly value: string | null }
export interface FilledWorksheet { readonly regime: string; readonly id: string; readonly title: string; readonly authority: string; readonly fields: readonly FilledField[] }
type Source = NonNullable<Worksheet['fields'][number]['from']>;

const MOST_LINES = 40;
const doneStates: readonly string[] = ['done', 'verified', 'ratified'];
const openStates: readonly string[] = ['proposed', 'authorised', 'assigned', 'in-progress'];

/** Fills a worksheet from the journal: what is known and what is missing. Nothing is guessed and nothing is stored. */
export function fillWorksheet(state: IncidentState, regime: Regime, worksheet: Worksheet): FilledWorksheet {
  return {
    regime: regime.id, id: worksheet.id, title: worksheet.title, authority: regime.authority,
    fields: worksheet.fields.map(({ label, from }) => ({ label, value: from === undefined ? null : valueOf(state, regime, from) })),
  };
}

function valueOf(state: IncidentState, regime: Regime, from: Source): string | null {
  const body = state.incident?.body;
  switch (from) {
    case 'incident': return body === undefined ? null : [body.ref, body.codename, body.customer].filter(Boolean).join(', ');
    case 'summary': return body?.summary || body?.title || null;
    case 'types': return body === undefined || body.types.length === 0 ? null : body.types.map(valueToWords).join(', ');
    case 'severity': return severityText(state);
    case 'begins': return milestoneText(state, (kind) => regime.begins.includes(kind));
    case 'milestones': return milestoneText(state, () => true);
    case 'discovery': return milestoneText(state, (kind) => kind === 'detected' || kind === 'discovered' || kind === 'reported');
    case 'recovery': return milestoneText(state, (kind) => ['restored', 'recovered', 'resolved', 'activitiesRecovered'].includes(kind));
    case 'systems': return lines(standingOf(state, 'system').filter((system) => system.state !== 'cleared').map(withRef));
    case 'accounts': return lines(standingOf(state, 'account').filter((account) => account.state !== 'cleared').map(withRef));
    case 'indicators': return lines(standingOf(state, 'indicator').filter((indicator) => indicator.body.verdict !== 'benign').map(withRef));
    case 'techniques': return lines(unique([...standingOf(state, 'event'), ...standingOf(state, 'indicator')].flatMap(({ body: { technique } }) => (technique === undefined ? [] : [[technique.id, technique.name].filter(Boolean).join(' ')]))));
    case 'measures': return actionText(state, doneStates);
    case 'planned': return actionText(state, openStates);
    case 'impact': return narrative(state, 'impact');
    case 'cause': return narrative(state, 'root-cause');
    case 'prevention': return narrative(state, 'prevention');
    case 'submissions': return lines(submissions(state).map(({ clock, communication, isProven }) => `${at(communication)} ${clock}${communication.body.receipt ? `, receipt ${communication.body.receipt}` : ''}${isProven ? '' : ', without proof'}`));
    case 'delay': return lines(standingOf(state, 'decision').flatMap(({ body: { clock, reason }, state: reached }) => (clock?.effect === 'explain' && isInForce(reached) ? [`${clock.id}: ${reason ?? ''}`] : [])));
    case 'contacts': return lines(standingOf(state, 'contact').filter(({ body: contact }) => contact.contactKinds.some((kind) => ['privacy', 'legal', 'security'].includes(kind))).map(contactText));
    case 'answer': return answersInForce(state).find((each) => each.regime === regime.id)?.answer.body.facts || null;
    case 'evidence': return lines(standingOf(state, 'evidence').map(withRef));
    default: return exhaustive(from);
  }
}

function severityText(state: IncidentState): string | null {
  const severity = currentSeverity(state);
  const latest = standingOf(state, 'assessment').at(-1)?.body;
  const impacts = [latest?.functionalImpact && `functional impact ${latest.functionalImpact}`, latest?.informationImpact && `information impact ${latest.informationImpact}`, latest?.recoverability && `recoverability ${latest.recoverability}`];
  return severity === null ? null : [severity, ...impacts.filter(Boolean)].join(', ');
}

function milestoneText(state: IncidentState, isWanted: (kind: BodyOf<'milestone'>['milestone']) => boolean): string | null {
  const wanted = standingOf(state, 'milestone').filter(({ body }) => isWanted(body.milestone));
  return lines(wanted.toSorted((left, right) => instantOf(left) - instantOf(right)).map((milestone) => `${at(milestone)} ${valueToWords(milestone.body.milestone)}: ${milestone.body.basis}`));
}

function actionText(state: IncidentState, states: readonly string[]): string | null {
  return lines(standingOf(state, 'action').filter((action) => states.includes(action.state ?? '')).map((action) => `${at(action)} ${withRef(action)}`));
}

function narrative(state: IncidentState, section: string): string | null {
  return standingOf(state, 'narrative').findLast(({ body }) => body.section === section)?.body.text ?? null;
}

function contactText({ body }: Entity<'contact'>): string {
  return [body.name, body.roleTitle, body.organisation, ...body.numbers.slice(0, 1), ...body.emails.slice(0, 1)].filter(Boolean).join(', ');
}

function withRef(entity: Entity): string {
  return entity.ref === null ? titleOf(entity) : `${entity.ref} ${titleOf(entity)}`;
}

function instantOf({ stamp }: Entity): number {
  return stamp.occurred.at ?? Number.MAX_SAFE_INTEGER;
}

function at({ stamp }: Entity): string {
  const known: UnixMs | null = stamp.occurred.at;
  return known === null ? 'time unknown' : `${new Date(known).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

// A form takes no hundreds of lines; what is left out is said.
function lines(values: readonly string[]): string | null {
  if (values.length === 0) return null;
  return values.length <= MOST_LINES ? values.join('\n') : [...values.slice(0, MOST_LINES), `and ${values.length - MOST_LINES} more`].join('\n');
}
