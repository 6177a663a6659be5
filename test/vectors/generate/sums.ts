// One SHA-256 for each vector: over its JSON with keys sorted and no white space. All of a file outside its lists of cases is one vector, `shared`.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

export interface VectorSum { readonly name: string; readonly sum: string; readonly refused: boolean }
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const folder = new URL('../', import.meta.url);
/** Answers that are no refusal and no failed verdict. */
const accepting: readonly Json[] = ['ok', 'membership', 'opened', 'sealed', 'waiting', 'duplicate', 'clean', 'holds', 'known', true];

/** All vectors of the folder: `file#list/number name`. */
export function listVectors(): readonly VectorSum[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json')).toSorted();
  return files.flatMap((file) => vectorsOf(file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { readonly [key: string]: Json }));
}

/** Names and sums as `frozen.txt` holds them. */
export function readFrozen(): ReadonlyMap<string, string> {
  const lines = readFileSync(new URL('frozen.txt', folder), 'utf8').split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

function vectorsOf(file: string, content: { readonly [key: string]: Json }): readonly VectorSum[] {
  const lists = Object.entries(content).filter((entry): entry is [string, readonly Json[]] => Array.isArray(entry[1]));
  const shared = Object.fromEntries(Object.entries(content).filter(([key, value]) => key !== 'about' && !Array.isArray(value)));
  const cases = lists.flatMap(([list, all]) => all.map((one, index) => ({ name: `${file}#${list}/${index} ${nameOf(one)}`.trimEnd(), sum: sumOf(one), refused: isRefused(one) })));
  return [...cases, { name: `${file}#shared`, sum: sumOf(shared), refused: false }];
}

function nameOf(one: Json): string {
  const { name, typed, size } = one as { readonly name?: Json; readonly typed?: Json; readonly size?: Json };
  return String(name ?? typed ?? size ?? '').replaceAll('\n', ' ');
}

function isRefused(one: Json): boolean {
  const { expect, holds } = one as { readonly expect?: Json; readonly holds?: Json };
  // A recovery key that parses is answered with the key itself.
  if (typeof expect === 'string' && expect.startsWith('AGE-SECRET-KEY-1')) return false;
  return expect !== undefined ? !accepting.includes(expect) : holds === false;
}

function sumOf(value: Json): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}
