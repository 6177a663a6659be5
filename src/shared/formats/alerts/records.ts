import type { LineRange } from '#domain';
import { readCsv } from '../csv/read.ts';
import { foldColumn } from './columns.ts';

/** One record of a list; `values` null: it cannot be read. Names are folded, those of a table are empty until its header is known. */
export interface AlertRecord extends LineRange { readonly values: readonly (readonly [name: string, value: string])[] | null }

const MAX_DEPTH = 6;
const MAX_ITEMS = 8;

/** Records of a table. Behind one that is damaged the reader begins anew at the next line. */
export function* readCsvLines(lines: readonly string[], first: number): Generator<AlertRecord, void> {
  let start = first;
  while (start < lines.length) {
    let next = start;
    let isDamaged = false;
    for (const record of readCsv(withBreaks(lines, start))) {
      if (!record.ok) {
        const lastLine = Math.max(start + record.error.line, next + 1);
        const line = firstFilled(lines, next, lastLine);
        next = lastLine;
        isDamaged = true;
        yield { line: line + 1, lastLine, values: null };
        break;
      }
      const line = start + record.value.line;
      const lastLine = line + record.value.fields.reduce((sum, field) => sum + (field.match(/\n/g)?.length ?? 0), 0);
      next = lastLine;
      if (record.value.fields.some((field) => field.trim() !== '')) yield { line, lastLine, values: record.value.fields.map((field) => ['', field]) };
    }
    if (!isDamaged) return;
    start = next;
  }
}

/** Records of JSON objects, one a line. */
export function* readJsonLines(lines: readonly string[]): Generator<AlertRecord, void> {
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    yield { line: index + 1, lastLine: index + 1, values: flatten(text) };
  }
}

function* withBreaks(lines: readonly string[], start: number): Generator<string> {
  for (let index = start; index < lines.length; index += 1) yield index + 1 < lines.length ? `${lines[index] ?? ''}\n` : (lines[index] ?? '');
}

function firstFilled(lines: readonly string[], from: number, to: number): number {
  for (let index = from; index < to; index += 1) if ((lines[index] ?? '').trim() !== '') return index;
  return from;
}

function flatten(text: string): AlertRecord['values'] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const found: (readonly [string, string])[] = [];
  collect(value, '', 0, found);
  return found;
}

function collect(value: unknown, name: string, depth: number, found: (readonly [string, string])[]): void {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') {
    found.push([foldColumn(name), String(value)]);
    return;
  }
  if (depth >= MAX_DEPTH) return;
  if (Array.isArray(value)) {
    const items = value.filter((item) => typeof item === 'string' || typeof item === 'number').slice(0, MAX_ITEMS);
    if (items.length > 0) found.push([foldColumn(name), items.join(', ')]);
    return;
  }
  for (const [key, item] of Object.entries(value)) collect(item, name === '' ? key : `${name}.${key}`, depth + 1, found);
}
