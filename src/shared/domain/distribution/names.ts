import { namesIn } from '../entries/redactable.ts';
import type { PlacedEntry } from '../entries/entry.ts';

/** A name to blacken: each spelling, and the number that stands for it. */
export interface KnownName { readonly spelling: string; readonly number: number }

// Values of these fields hold systems beside people; blackening them would blacken the incident.
const notNames: readonly string[] = ['body.targets', 'body.exclusions', 'body.items'];
const inMaps: readonly string[] = ['approver', 'secondApprover', 'by', 'lead'];
const more: readonly string[] = ['body.attendees', 'body.recipients', 'body.lead'];

/** Names in entries and of signing feeds, in the order in which they come (docs/spec/distribution.md section 3): each with its surname, the longest spelling first. */
export function namesOf(placed: readonly PlacedEntry[], authors: readonly string[]): readonly KnownName[] {
  const numbers = new Map<string, number>();
  let count = 0;
  const addName = (name: string, isPerson: boolean): void => {
    const spelling = name.trim().replaceAll(/\s+/g, ' ');
    if (spelling.length < 2) return;
    const number = numbers.get(spelling.toLowerCase()) ?? (count += 1);
    const surname = isPerson ? /\s(\p{Lu}[\p{L}'’-]{2,})$/u.exec(spelling)?.[1] : undefined;
    for (const one of [spelling, ...(surname === undefined ? [] : [surname])]) if (!numbers.has(one.toLowerCase())) numbers.set(one.toLowerCase(), number);
  };
  for (const author of authors) addName(author, true);
  for (const { entry } of placed) {
    if (entry === null) continue;
    for (const path of [...namesIn(entry).filter((one) => !notNames.includes(one)), ...more]) {
      const isPerson = !path.startsWith('body.') || (entry.kind === 'person' && path === 'body.name');
      for (const name of spellings(valueAt(entry, path), entry.kind === 'amend')) addName(name, isPerson);
    }
  }
  return [...numbers].map(([spelling, number]) => ({ spelling, number })).toSorted((left, right) => right.spelling.length - left.spelling.length);
}

function valueAt(entry: unknown, path: string): unknown {
  return path.split('.').reduce((value: unknown, key) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined), entry);
}

function spellings(value: unknown, isJson: boolean): readonly string[] {
  if (typeof value === 'string') return isJson ? spellings(readJson(value), false) : [value];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => spellings(item, false));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (inMaps.includes(key) ? spellings(inner, false) : []));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
