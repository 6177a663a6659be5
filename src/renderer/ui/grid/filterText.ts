import type { UnixMs } from '#base';
import { callOutcomes, communicationKinds, entryBodies, evidencePurposes, timelineTracks, type EntryKind } from '#domain';
import type { RowFilter } from '#ipc';

/** One piece of a filter line: `field:value`, or a bare word or "quoted phrase" with field null. Positions are UTF-16 offsets. */
export interface FilterToken { readonly field: string | null; readonly value: string; readonly start: number; readonly end: number }

/** What a filter line means: the filter for the query, the words to highlight, and the tokens that could not be read. */
export interface ReadFilter { readonly filter: RowFilter; readonly words: readonly string[]; readonly unread: readonly FilterToken[] }

export const filterFields = ['kind', 'author', 'tag', 'after', 'before', 'track', 'state', 'host', 'source', 'direction', 'purpose', 'outcome', 'with', 'channel', 'is'] as const;

/** Reads an instant as a person writes it in a filter, or null when it is none. `end` asks for the end of a whole day. */
export type ReadInstant = (written: string, end: boolean) => UnixMs | null;

/** Cuts a filter line into tokens. Quotes keep blanks together, in values too: author:"Kari Moen". */
export function tokenizeFilter(line: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  for (const found of line.matchAll(/([a-zA-Z]+):(?:"([^"]*)"?|(\S*))|"([^"]*)"?|(\S+)/gu)) {
    const field = found[1]?.toLowerCase() ?? null;
    const value = found[2] ?? found[3] ?? found[4] ?? found[5] ?? '';
    const start = found.index;
    tokens.push({ field, value, start, end: start + found[0].length });
  }
  return tokens;
}

/**
 * Reads a filter line: `kind:` `author:` `tag:` `after:` `before:` `track:` `state:` `host:` `source:`, of messages `direction:` `purpose:` (of evidence too) `outcome:` `with:` `channel:`, and `is:struck`, everything else is
 * text to find. Repeated kinds and tags add up. A field without a value is being typed and filters nothing yet.
 */
export function readFilter(line: string, readInstant: ReadInstant): ReadFilter {
  const words: string[] = [];
  const kinds: EntryKind[] = [];
  const tags: string[] = [];
  const unread: FilterToken[] = [];
  let filter: RowFilter = {};
  for (const token of tokenizeFilter(line)) {
    if (token.field !== null && isField(token.field)) {
      const step = applyField(token.field, token.value, readInstant);
      if (step === null) unread.push(token);
      else if (step.kind !== undefined) kinds.push(step.kind);
      else if (step.tag !== undefined) tags.push(step.tag);
      else filter = { ...filter, ...step.filter };
    } else {
      words.push(token.field === null ? token.value : line.slice(token.start, token.end));
    }
  }
  const text = words.join(' ').trim();
  return {
    filter: { ...filter, ...(text === '' ? {} : { text }), ...(kinds.length === 0 ? {} : { kinds }), ...(tags.length === 0 ? {} : { tags }) },
    words: words.filter((word) => word !== ''),
    unread,
  };
}

/** The line with all `field:` tokens replaced by one of this value, or removed when the value is null. */
export function withField(line: string, field: Field, value: string | null): string {
  const kept = tokenizeFilter(line).filter((token) => token.field !== field).map((token) => line.slice(token.start, token.end));
  return [...kept, ...(value === null ? [] : [`${field}:${/\s/.test(value) ? `"${value}"` : value}`])].join(' ');
}

/** True when the filter lets every row through. */
export function isOpenFilter(filter: RowFilter): boolean {
  return Object.keys(filter).length === 0;
}

type Field = (typeof filterFields)[number];
interface Step { readonly filter?: RowFilter; readonly kind?: EntryKind; readonly tag?: string }

function isField(name: string): name is Field {
  return (filterFields as readonly string[]).includes(name);
}

function applyField(field: Field, value: string, readInstant: ReadInstant): Step | null {
  if (value === '') return {};
  if (field === 'kind') return Object.hasOwn(entryBodies, value) ? { kind: value as EntryKind } : null;
  if (field === 'tag') return { tag: value.replace(/^#/, '') };
  if (field === 'author') return { filter: { author: value } };
  if (field === 'direction') return value === 'in' || value === 'out' ? { filter: { direction: value } } : null;
  if (field === 'purpose') return ([...communicationKinds, ...evidencePurposes] as readonly string[]).includes(value) ? { filter: { purpose: value } } : null;
  if (field === 'outcome') return (callOutcomes as readonly string[]).includes(value) ? { filter: { outcome: value } } : null;
  if (field === 'state' || field === 'host' || field === 'source' || field === 'with' || field === 'channel') return { filter: { [field]: value } };
  if (field === 'track') return (timelineTracks as readonly string[]).includes(value) ? { filter: { track: value } } : null;
  if (field === 'is') return value === 'struck' ? { filter: { struck: true } } : value === 'standing' ? { filter: { struck: false } } : null;
  const at = readInstant(value, field === 'before');
  if (at === null) return null;
  return { filter: field === 'after' ? { from: at } : { to: at } };
}
