import { fail, ok, type Failure, type Result } from '#base';
import { guessIndicatorType } from '../entities/defang.ts';
import { valueToWords } from '../entities/title.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Envelope } from '../entries/entry.ts';
import { callOutcomes, milestoneKinds } from '../entries/vocabulary.ts';
import type { EntryDraft } from '../views.ts';
import { readActionWords } from './actionWords.ts';
import type { CaptureReading, TimeChoice } from './reading.ts';

export interface DraftOptions {
  /** Name of the operator: decides, collects and holds unless the line says otherwise. */
  readonly author: string;
  /** The answer to an ambiguity, when there was one. */
  readonly choice?: TimeChoice;
  readonly lateReason?: string;
}

/**
 * The entry that a reading stands for, with cautious values for what one line cannot say (`unknown`, `suspected`, `other`). Fails with
 * `not-recordable` and a sentence while the reading has an error, an open question, or lacks what its kind needs.
 */
export function readingToDraft(reading: CaptureReading, options: DraftOptions): Result<EntryDraft, Failure<'not-recordable'>> {
  const error = reading.problems.find((problem) => problem.severity === 'error' && !(problem.kind === 'empty' && options.choice?.text));
  if (error !== undefined) return fail('not-recordable', error.message);
  if (reading.ambiguity !== null && options.choice === undefined) return fail('not-recordable', reading.ambiguity.question);
  const text = options.choice?.text ?? reading.text;
  const occurred = options.choice?.occurred ?? reading.occurred;
  const entry = bodyOf(reading, text, occurred, options.author);
  if (!entry.ok) return entry;
  const relation = reading.kind === 'action' ? 'target' : 'mentions';
  const links: Envelope['links'] = reading.links.map((link) => ({ relation: link.as === 'ref' ? 'mentions' : relation, to: link.id }));
  const reason = options.lateReason?.trim();
  return ok({ ...entry.value, occurred, tags: reading.tags, links, ...(reason ? { lateReason: reason } : {}) } as EntryDraft);
}

type KindAndBody = Pick<EntryDraft, 'kind' | 'body'>;

function bodyOf(reading: CaptureReading, text: string, occurred: EntryDraft['occurred'], author: string): Result<KindAndBody, Failure<'not-recordable'>> {
  switch (reading.kind) {
    case 'note': return ok({ kind: 'note', body: { text } });
    case 'event': return ok({ kind: 'event', body: eventBody(reading, text) });
    case 'action': return ok({ kind: 'action', body: actionBody(reading, text, occurred) });
    case 'decision': return ok({ kind: 'decision', body: decisionBody(reading, text, author) });
    case 'call': return ok({ kind: 'communication', body: callBody(text) });
    case 'task': return ok({ kind: 'task', body: taskBody(reading, text) });
    case 'evidence':
      return ok({ kind: 'evidence', body: { ref: '', name: line(text), evidenceKind: 'other', origin: 'physical', collectedBy: author, custodian: author } });
    case 'system': {
      const { name, rest, addresses } = splitName(text);
      return ok({ kind: 'system', body: { ref: '', name, systemKind: 'other', addresses, criticality: 'normal', state: 'suspected', ...(rest === '' ? {} : { notes: rest }) } });
    }
    case 'account': {
      const { name, rest } = splitName(text);
      const [realm, principal] = /^([^\\]+)\\(.+)$/.exec(name)?.slice(1) ?? [undefined, name];
      return ok({ kind: 'account', body: { ref: '', principal: principal ?? name, accountKind: 'user', state: 'suspected', ...(realm === undefined ? {} : { realm }), ...(rest === '' ? {} : { notes: rest }) } });
    }
    case 'indicator': {
      const [value = text, rest = ''] = cut(text, /\s+/);
      return ok({ kind: 'indicator', body: { ref: '', indicatorType: guessIndicatorType(refang(value)), value: refang(value), verdict: 'unknown', state: 'observed', ...(rest === '' ? {} : { context: rest }), ...technique(reading) } });
    }
    case 'milestone': return milestoneBody(text);
  }
}

function eventBody(reading: CaptureReading, text: string): BodyOf<'event'> {
  const host = reading.links.find((link) => link.as === 'system')?.name;
  const account = reading.links.find((link) => link.as === 'account')?.name;
  return { track: 'adversary', fact: text, ...(host === undefined ? {} : { host }), ...(account === undefined ? {} : { account }), ...technique(reading) };
}

function actionBody(reading: CaptureReading, text: string, occurred: EntryDraft['occurred']): BodyOf<'action'> {
  const { kind, done } = readActionWords(text);
  const targets = reading.links.filter((link) => link.as !== 'ref').map((link) => link.name);
  const authority = reading.authority ?? { basis: 'not-stated' as const };
  return { ref: '', title: text, actionKind: kind, targets, authority, state: done ? 'done' : 'proposed', ...(done && occurred !== null ? { doneAt: occurred } : {}) };
}

function decisionBody(reading: CaptureReading, text: string, author: string): BodyOf<'decision'> {
  const [question, choice] = cut(text, /(?<=\?)\s+/);
  const decider = /\bdecided by (\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3})/u.exec(text)?.[1] ?? (reading.authority?.basis === 'approval' ? reading.authority.approver : author);
  return { ref: '', question: question ?? text, options: [], choice: choice ?? text, decidedBy: line(decider.replace(/\.$/, '')), consulted: [], state: 'decided' };
}

function callBody(text: string): BodyOf<'communication'> {
  const incoming = /^(?:from|incoming|in:)\s+/i.exec(text);
  const said = text.slice(incoming?.[0].length ?? 0);
  const [name, rest] = cut(said, /\s*[,:]\s+/);
  const outcome = callOutcomes.find((candidate) => new RegExp(`\\b${candidate.replaceAll('-', '[- ]')}\\b`, 'i').test(text)) ?? (/\bmessage left\b/i.test(text) ? 'voicemail' as const : undefined);
  const counterpart = name !== undefined && rest !== undefined && name.length <= 80 ? name : undefined;
  return {
    direction: incoming === null ? 'out' : 'in', communicationKind: 'call', text: counterpart === undefined ? text : (rest ?? text),
    ...(counterpart === undefined ? {} : { counterpart }), ...(outcome === undefined ? {} : { outcome }),
  };
}

function taskBody(reading: CaptureReading, text: string): BodyOf<'task'> {
  const owner = reading.people[0]?.name;
  return { ref: '', title: text, state: owner === undefined ? 'open' : 'assigned', ...(owner === undefined ? {} : { owner }) };
}

function milestoneBody(text: string): Result<KindAndBody, Failure<'not-recordable'>> {
  const lower = text.toLowerCase();
  const kind = milestoneKinds.filter((candidate) => lower.startsWith(valueToWords(candidate).toLowerCase()) || lower.startsWith(candidate.toLowerCase())).sort((left, right) => right.length - left.length)[0];
  if (kind === undefined) return fail('not-recordable', `begin with the milestone: ${milestoneKinds.map((candidate) => valueToWords(candidate).toLowerCase()).join(', ')}`);
  const words = lower.startsWith(kind.toLowerCase()) ? kind : valueToWords(kind);
  const basis = text.slice(words.length).replace(/^[\s,:–-]+/, '').trim();
  return ok({ kind: 'milestone', body: { milestone: kind, basis: basis === '' ? valueToWords(kind) : basis } });
}

function technique(reading: CaptureReading): { readonly technique?: { readonly id: string } } {
  return reading.technique === null ? {} : { technique: { id: reading.technique } };
}

function splitName(text: string): { readonly name: string; readonly rest: string; readonly addresses: string[] } {
  const [name = text, rest = ''] = cut(text, /\s*[,;:]\s+|\s+/);
  return { name: line(name), rest, addresses: rest.match(/(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])/g) ?? [] };
}

/** Both sides of the first match, or the whole and nothing. */
function cut(text: string, at: RegExp): readonly [string | undefined, string | undefined] {
  const match = at.exec(text);
  if (match === null) return [undefined, undefined];
  const [before, after] = [text.slice(0, match.index).trim(), text.slice(match.index + match[0].length).trim()];
  return before === '' || after === '' ? [undefined, undefined] : [before, after];
}

/** Undoes the usual spellings that keep an indicator from being clicked. */
function refang(value: string): string {
  return value.replace(/^hxxp/i, 'http').replaceAll(/\[(\.|:|@)\]|\((\.)\)/g, (_, first: string | undefined, second: string | undefined) => first ?? second ?? '');
}

function line(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}
