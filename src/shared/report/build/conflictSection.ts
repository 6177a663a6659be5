import { conflictsOf, type ConflictKind, type MergeConflict } from '#domain';
import { code, plain, type Section } from '../tree/blocks.ts';
import type { ReportInput } from './input.ts';
import { severityWord, wordFor } from './words.ts';

const kindTitles: Readonly<Record<ConflictKind, string>> = {
  coordinators: 'two coordinators', approval: 'approved and refused', 'received-twice': 'received by two people', severity: 'different severities', milestone: 'two instants of one milestone', 'incident-twice': 'incident opened twice',
  field: 'changed apart', 'stopped-twice': 'clock stopped twice', contact: 'ways to reach a contact changed apart', indicator: 'verdicts differ', step: 'step settled by two people', 'after-closure': 'activity after closure', order: 'clocks of devices tell it the other way round',
  'after-removal': 'written by a removed device',
};

/** Appendix: what people wrote without knowing of each other and that contradicts, and what was decided; null when nothing does. */
export function conflictSection({ state }: ReportInput): Section | null {
  const { open, settled } = conflictsOf(state);
  const rows = [...open, ...settled];
  if (rows.length === 0) return null;
  return {
    id: 'conflicts', title: 'Appendix: written apart', numbered: false, mandatory: false,
    blocks: [
      { type: 'paragraph', text: plain('Entries whose authors did not know of each other and that contradict. All of them are kept; what is marked with an asterisk counts, or counted until it was settled.') },
      {
        type: 'table', rows: rows.map((conflict) => [plain(titleOf(conflict)), plain(conflict.sides.map((side) => sideText(conflict, side)).join('\n')), plain(endText(conflict)), code(String(conflict.since.number))]), empty: '',
        columns: [{ title: 'What', width: 'medium' }, { title: 'Side by side', width: 'wide' }, { title: 'Settled', width: 'wide' }, { title: 'Since entry', width: 'narrow' }],
      },
    ],
  };
}

function titleOf({ kind, about, subject }: MergeConflict): string {
  const named = kind === 'field' || kind === 'stopped-twice' ? ` (${about ?? ''})` : '';
  return `${kindTitles[kind]}${named}: ${[subject.ref, subject.title].filter((part) => part !== null && part !== '').join(' ')}`;
}

function sideText({ kind, about }: MergeConflict, { stamp, value, counts, reason }: MergeConflict['sides'][number]): string {
  const said = kind === 'severity' ? severityWord(value ?? '') : value === null ? '(empty)' : kind === 'field' || kind === 'contact' || kind === 'indicator' || about === 'occurred' ? readable(value) : value;
  return `${counts ? '* ' : ''}${said}, ${stamp.author.name}, device ${stamp.author.prefix}, entry ${stamp.number}${reason === null ? '' : `: ${reason}`}`;
}

function endText({ settled, level }: MergeConflict): string {
  if (settled === null) return level === 'notice' ? 'not confirmed by anybody' : 'open';
  const { by, decision } = settled;
  return decision === null ? `by entry ${by.number} of ${by.author.name}` : `decision ${decision.ref ?? ''}, entry ${decision.number}, ${decision.decidedBy}: ${decision.choice}${decision.reason === null ? '' : `. ${decision.reason}`}`;
}

function readable(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? wordFor(value) : Array.isArray(value) ? value.join(', ') : json;
  } catch {
    return json;
  }
}
