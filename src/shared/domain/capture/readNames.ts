import type { EntityId } from '#base';
import type { CaptureLink, Problem, ReadingContext, Span } from './reading.ts';
import { isWordAt, matchAt } from './scan.ts';

/** Names, tags and references found in the text, and the stretches that are taken off it (`@`, `#`, quotes). */
export interface NamesReading {
  readonly links: readonly CaptureLink[];
  readonly people: readonly { readonly name: string; readonly span: Span }[];
  readonly tags: readonly string[];
  readonly tagSpans: readonly Span[];
  readonly refs: readonly { readonly id: EntityId; readonly ref: string; readonly span: Span }[];
  readonly technique: string | null;
  readonly problems: readonly Problem[];
  readonly marks: readonly Span[];
}

interface Named { readonly id: EntityId | null; readonly name: string; readonly as: 'system' | 'account' | 'person' }
interface Found {
  readonly links: CaptureLink[];
  readonly people: { readonly name: string; readonly span: Span }[];
  readonly tags: string[];
  readonly tagSpans: Span[];
  readonly refs: { readonly id: EntityId; readonly ref: string; readonly span: Span }[];
  technique: string | null;
  readonly problems: Problem[];
  readonly marks: Span[];
}

const quoted = /@(?:"([^"\n]{1,200})"|“([^”\n]{1,200})”)/uy;
const mention = /@([\p{L}\p{N}][^\s,;!?()"“”]{0,199})/uy;
const tag = /#([\p{L}\p{N}][\p{L}\p{N}_.:-]*)/uy;
const reference = /([A-Z]{1,4})-(?:([A-Z0-9]{2})-)?(\d{1,6})(?![\p{L}\p{N}-])/iuy;
const techniqueId = /T\d{4}(?:\.\d{3})?(?![\p{L}\p{N}])/uy;
const token = /[^\s,;!?()"“”@#]+/uy;
const refLetterSet = new Set(['EV', 'A', 'D', 'T', 'S', 'U', 'I']);

/**
 * Finds `@names` (quotes for names with spaces), `#tags`, references (`EV-7` when only one fits) and, without a mark, names of systems
 * and accounts that cannot be everyday words. Nothing is linked that fits two entities.
 */
export function readNames(text: string, from: number, context: ReadingContext): NamesReading {
  const found: Found = { links: [], people: [], tags: [], tagSpans: [], refs: [], technique: null, problems: [], marks: [] };
  const byName = namesOf(context);
  let place = from;
  while (place < text.length) {
    const before = place === 0 ? '' : text.charAt(place - 1);
    const starts = !isWordAt(text, place - 1) && !/[@#./\\-]/.test(before);
    place = (starts ? takeMention(found, text, place, byName) ?? takeTag(found, text, place) ?? takeReference(found, text, place, context, byName) ?? takeBare(found, text, place, byName) : null)
      ?? place + 1;
  }
  return found;
}

function takeMention(found: Found, text: string, at: number, byName: ReadonlyMap<string, readonly Named[]>): number | null {
  const inQuotes = matchAt(quoted, text, at);
  const match = inQuotes ?? matchAt(mention, text, at);
  if (match === null) return null;
  let name = match[1] ?? match[2] ?? '';
  let end = at + match[0].length;
  if (inQuotes === null) {
    // A full stop or colon at the end belongs to the sentence, unless the name really ends so.
    while (/[.:'’]$/.test(name) && !byName.has(name.toLowerCase())) {
      name = name.slice(0, -1);
      end -= 1;
    }
  }
  const span = { from: at, to: end };
  const named = byName.get(name.toLowerCase()) ?? [];
  const ids = new Set(named.map((candidate) => candidate.id));
  const [first] = named;
  if (first === undefined) {
    const close = [...byName.values()].flat().filter((candidate) => candidate.name.toLowerCase().startsWith(name.toLowerCase())).map((candidate) => candidate.name);
    found.problems.push({ kind: 'unknown-name', severity: 'warning', message: `no system, account or person is called ${name}; it stays text`, span, suggestions: [...new Set(close)].slice(0, 5) });
    return end;
  }
  if (ids.size > 1) {
    found.problems.push({ kind: 'unclear-name', severity: 'error', message: `${name} is the name of ${named.length} things; write the reference instead`, span });
    return end;
  }
  found.marks.push({ from: at, to: at + (inQuotes === null ? 1 : 2) });
  if (inQuotes !== null) found.marks.push({ from: end - 1, to: end });
  addNamed(found, first, span);
  return end;
}

function takeTag(found: Found, text: string, at: number): number | null {
  const match = matchAt(tag, text, at);
  if (match === null) return null;
  const name = (match[1] ?? '').replace(/[.:-]+$/, '');
  const span = { from: at, to: at + 1 + name.length };
  if (name.length > 60) {
    found.problems.push({ kind: 'bad-tag', severity: 'error', message: 'a tag has at most 60 characters', span });
    return span.to;
  }
  if (!found.tags.includes(name)) found.tags.push(name);
  found.tagSpans.push(span);
  return span.to;
}

function takeReference(found: Found, text: string, at: number, context: ReadingContext, byName: ReadonlyMap<string, readonly Named[]>): number | null {
  const technique = matchAt(techniqueId, text, at);
  if (technique !== null) {
    found.technique ??= technique[0];
    return at + technique[0].length;
  }
  const match = matchAt(reference, text, at);
  if (match === null) return null;
  const [whole, letters = '', prefix, number = ''] = match;
  const upper = letters.toUpperCase();
  if (!refLetterSet.has(upper) || byName.has(whole.toLowerCase())) return null;
  const span = { from: at, to: at + whole.length };
  const fitting = context.refs.filter(({ ref }) => {
    const parts = /^([A-Z]+)-([A-Z0-9]{2})-(\d+)$/.exec(ref);
    return parts !== null && parts[1] === upper && Number(parts[3]) === Number(number) && (prefix === undefined || parts[2] === prefix.toUpperCase());
  });
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) {
    found.refs.push({ id: only.id, ref: only.ref, span });
    addLink(found, { id: only.id, name: only.ref, as: 'ref', span });
    return span.to;
  }
  if (fitting.length > 1) {
    found.problems.push({ kind: 'unclear-ref', severity: 'error', message: `${whole} fits ${fitting.map(({ ref }) => ref).join(' and ')}`, span, suggestions: fitting.map(({ ref }) => ref) });
    return span.to;
  }
  // `A-4` may be a paper size; a full or three-digit reference is meant as one.
  if (prefix !== undefined || number.length >= 3 || upper === 'EV') found.problems.push({ kind: 'unknown-ref', severity: 'warning', message: `there is no ${whole} here; it stays text`, span });
  return span.to;
}

function takeBare(found: Found, text: string, at: number, byName: ReadonlyMap<string, readonly Named[]>): number | null {
  const match = matchAt(token, text, at);
  if (match === null) return null;
  let name = match[0];
  while (/[.:'’]$/.test(name) && !byName.has(name.toLowerCase())) name = name.slice(0, -1);
  const named = byName.get(name.toLowerCase()) ?? [];
  const [first] = named;
  const distinctive = /[\d\\_@-]/.test(name) || (name.length >= 3 && name === name.toUpperCase() && /\p{Lu}/u.test(name));
  if (first !== undefined && distinctive && first.as !== 'person' && new Set(named.map((candidate) => candidate.id)).size === 1) {
    addNamed(found, first, { from: at, to: at + name.length });
  }
  return at + match[0].length;
}

function addNamed(found: Found, named: Named, span: Span): void {
  if (named.as === 'person' || named.id === null) found.people.push({ name: named.name, span });
  else addLink(found, { id: named.id, name: named.name, as: named.as, span });
}

function addLink(found: Found, link: CaptureLink): void {
  if (!found.links.some((known) => known.id === link.id)) found.links.push(link);
}

function namesOf(context: ReadingContext): ReadonlyMap<string, readonly Named[]> {
  const byName = new Map<string, Named[]>();
  const add = (named: Named) => {
    const key = named.name.toLowerCase();
    const known = byName.get(key);
    if (known === undefined) byName.set(key, [named]);
    else if (named.id === null ? known.length === 0 : !known.some((other) => other.id === named.id)) known.push(named);
  };
  for (const { id, name } of context.systems) add({ id, name, as: 'system' });
  for (const { id, name } of context.accounts) add({ id, name, as: 'account' });
  for (const name of context.people) add({ id: null, name, as: 'person' });
  return byName;
}
