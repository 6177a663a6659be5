import { guessIndicatorType } from '../entities/defang.ts';
import type { BodyOf } from '../entries/bodies.ts';

type IndicatorType = BodyOf<'indicator'>['indicatorType'];
/** One line of a pasted list, as it would be recorded. */
export interface PastedIndicator { readonly line: number; readonly value: string; readonly indicatorType: IndicatorType }
export interface PastedList {
  readonly fresh: readonly PastedIndicator[];
  /** Lines whose value comes earlier in the list or stands in the journal already. */
  readonly repeated: readonly (PastedIndicator & { readonly of: 'list' | 'journal' })[];
  /** Lines too long to be a value. */
  readonly unread: readonly number[];
}

/** Most lines taken in from one list. */
export const MAX_PASTED_LINES = 2000;
const MAX_VALUE = 2048;

/** A defanged value as it was before: `hxxps://evil[.]example` becomes `https://evil.example` (docs/spec/scope.md section 5.3). */
export function refang(text: string): string {
  return text.trim().slice(0, 64_000)
    .replace(/^h(?:xx|XX)p(s?)(?=(?:\[?:|:)|\[:\/\/\])/i, 'http$1').replace(/^fxp(?=:|\[:)/i, 'ftp')
    .replaceAll('[://]', '://').replaceAll('[:]', ':').replaceAll(/[[({](?:\.|dot)[\])}]/gi, '.').replaceAll(/[[({](?:@|at)[\])}]/gi, '@').replaceAll(/\[\/\]/g, '/');
}

/** Reads a list, one indicator per line; `standing` are the indicators of the journal. Nothing is recorded. */
export function readIndicatorList(text: string, standing: readonly Pick<BodyOf<'indicator'>, 'indicatorType' | 'value'>[]): PastedList {
  const inJournal = new Set(standing.map(({ indicatorType, value }) => keyOf(indicatorType, value)));
  const inList = new Set<string>();
  const fresh: PastedIndicator[] = [];
  const repeated: (PastedIndicator & { readonly of: 'list' | 'journal' })[] = [];
  const unread: number[] = [];
  for (const [index, raw] of text.split(/\r\n|\n|\r/).slice(0, MAX_PASTED_LINES).entries()) {
    const line = index + 1;
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith('//')) continue;
    const value = refang(trimmed);
    if (value.length > MAX_VALUE || value === '' || !value.isWellFormed()) {
      unread.push(line);
      continue;
    }
    const indicatorType = guessIndicatorType(value);
    const key = keyOf(indicatorType, value);
    const item = { line, value, indicatorType };
    if (inJournal.has(key)) repeated.push({ ...item, of: 'journal' });
    else if (inList.has(key)) repeated.push({ ...item, of: 'list' });
    else fresh.push(item);
    inList.add(key);
  }
  return { fresh, repeated, unread };
}

function keyOf(type: IndicatorType, value: string): string {
  const isFolded = type === 'domain' || type === 'ipv4' || type === 'ipv6' || type === 'email' || type === 'file-hash';
  return `${type} ${isFolded ? value.toLowerCase() : value}`;
}
