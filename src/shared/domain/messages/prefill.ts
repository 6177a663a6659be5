import { formatUtc, type UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import { titleOf, valueToWords } from '../entities/title.ts';
import type { Entity, IncidentState } from '../view.ts';
import type { ClockRow } from '../views.ts';
import { blocksOf, type MessageBlock, type MessageTemplate } from './templates.ts';

/** What a new message begins with: a subject, and for each block what the journal already says; a block of which it says nothing is empty. */
export interface MessagePrefill { readonly subject: string; readonly blocks: Readonly<Partial<Record<MessageBlock, string>>> }

const doneActions: readonly string[] = ['done', 'verified', 'ratified', 'ineffective', 'rolled-back'];
const runningActions: readonly string[] = ['authorised', 'assigned', 'in-progress'];
const openTasks: readonly string[] = ['assigned', 'accepted', 'in-progress', 'blocked'];
const updateClocks: readonly string[] = ['A.CUST.UPDATE', 'B.UPDATE', 'A.STAKE.UPDATE'];
const MOST_LINES = 20;

/**
 * Text for the blocks of a template, from the journal as it stands (docs/spec/messages.md section 2). It says what stands there and nothing more:
 * the estimated impact for a customer, and when systems are restored, are left to a person. `next`: when those who read it hear from us again, where they are subscribed.
 */
export function prefillMessage(state: IncidentState, template: MessageTemplate, clocks: readonly ClockRow[], next: UnixMs | null = null): MessagePrefill {
  const write: Partial<Record<MessageBlock, () => string>> = {
    description: () => description(state), measures: () => lines([...actionLines(state, doneActions), ...actionLines(state, runningActions)]), actionsTaken: () => lines(actionLines(state, doneActions)),
    findings: () => lines(standingOf(state, 'finding').filter(({ state: standing }) => standing !== 'refuted' && standing !== 'superseded').map(({ body }) => `${body.statement} (${body.confidence} confidence${body.likelihood === undefined ? '' : `, ${valueToWords(body.likelihood).toLowerCase()}`})`)),
    work: () => lines(workLines(state)), indicators: () => lines(standingOf(state, 'indicator').filter(({ body }) => body.verdict === 'malicious').map(titleOf)),
    evidenceHeld: () => lines(standingOf(state, 'evidence').map((item) => `${item.body.ref} ${item.body.name}${sha256Of(item)}`)), decisionsWanted: () => lines(standingOf(state, 'decision').filter(({ state: standing }) => standing === 'proposed').map(({ body }) => body.question)),
    persons: () => lines(standingOf(state, 'data-set').map(({ body }) => `${body.name}${body.persons === undefined ? '' : `, ${body.persons} persons`}${body.records === undefined ? '' : `, ${body.records} records`}`)),
    nextUpdate: () => (next === null ? nextUpdate(clocks) : formatUtc(next, 'minute')), contactRoute: () => contactRoute(state), restoration: () => restoration(state),
  };
  const blocks = blocksOf(template).flatMap(({ block }) => {
    const text = write[block]?.() ?? '';
    return text === '' ? [] : [[block, text] as const];
  });
  return { subject: subjectOf(state, template), blocks: Object.fromEntries(blocks) };
}

// The codename, where there is one, stands for the incident: subjects are read by whoever sees the screen.
function subjectOf({ incident }: IncidentState, template: MessageTemplate): string {
  const name = incident?.body.codename ?? '';
  return `${name === '' ? (incident?.body.ref ?? '') : name}: ${valueToWords(template).toLowerCase()}`;
}

function description(state: IncidentState): string {
  const times = (['discovered', 'confirmed'] as const).flatMap((kind) => {
    const found = standingOf(state, 'milestone').find(({ body, stamp }) => body.milestone === kind && stamp.occurred.at !== null);
    const at = found?.stamp.occurred.at ?? null;
    return at === null ? [] : [`${valueToWords(kind)} ${formatUtc(at, 'minute')}.`];
  });
  const summary = (state.incident?.body.summary ?? '').trim();
  return summary === '' ? '' : [summary, ...times].join('\n');
}

function actionLines(state: IncidentState, states: readonly string[]): readonly string[] {
  return standingOf(state, 'action').filter((action) => states.includes(action.state ?? '')).map((action) => {
    const at = action.body.doneAt?.at ?? null;
    return `${titleOf(action)}${at === null ? '' : `, ${formatUtc(at, 'minute')}`} (${valueToWords(action.state ?? '').toLowerCase()})`;
  });
}

function workLines(state: IncidentState): readonly string[] {
  const tasks = standingOf(state, 'task').filter((task) => openTasks.includes(task.state ?? ''));
  const actions = standingOf(state, 'action').filter((action) => runningActions.includes(action.state ?? ''));
  return [...actions, ...tasks].map((work) => `${titleOf(work)}${dueOf(work.body.due?.at ?? null)}`);
}

function dueOf(at: UnixMs | null): string {
  return at === null ? '' : `, due ${formatUtc(at, 'minute')}`;
}

function restoration(state: IncidentState): string {
  const systems = standingOf(state, 'system').filter(({ body }) => body.customerSystem === true);
  return systems.length > 0 && systems.every((system) => system.state === 'in-service') ? `All ${systems.length} systems are back in service.` : '';
}

function nextUpdate(clocks: readonly ClockRow[]): string {
  const due = clocks.filter((clock) => updateClocks.includes(clock.id) && clock.due !== null && (clock.state === 'running' || clock.state === 'overdue')).map((clock) => clock.due ?? Infinity);
  return due.length === 0 ? '' : formatUtc(Math.min(...due) as UnixMs, 'minute');
}

function contactRoute(state: IncidentState): string {
  return lines(standingOf(state, 'contact').filter(({ body }) => body.contactKinds.includes('hotline') && body.numbers.length > 0).map(({ body }) => `${body.name}: ${body.numbers.join(', ')}. Call back on this number, whatever number calls you.`));
}

function sha256Of(item: Entity<'evidence'>): string {
  const found = item.body.sealed?.hashes.find(({ algorithm }) => algorithm === 'sha256');
  return found === undefined ? '' : `, SHA-256 ${found.hex}`;
}

function lines(found: readonly string[]): string {
  return found.length > MOST_LINES ? [...found.slice(-MOST_LINES), `and ${found.length - MOST_LINES} more`].join('\n') : found.join('\n');
}
