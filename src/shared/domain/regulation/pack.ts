import * as v from 'valibot';
import { encodeCbor, fail, ok, textToBytes, type CborValue, type Failure, type Result, type UnixMs } from '#base';
import type { DeepReadonly } from '../entries/time.ts';
import { issuePath } from '../entries/parse.ts';
import { packFileSchema, packSchema } from './packSchema.ts';

export type Pack = DeepReadonly<v.InferOutput<typeof packSchema>>;
export type Regime = Pack['regimes'][number];
export type Worksheet = Regime['worksheets'][number];

/** A pack as read from its file; whether the signature holds is not said here. */
export interface PackFile { readonly pack: Pack; readonly key: string; readonly signature: string; readonly signed: Uint8Array }
export type PackProblem = 'too-large' | 'not-a-pack' | 'bad-value';

const LONGEST_FILE = 64_000;
const LONGEST_LIFE_DAYS = 184;
const DAY_MS = 86_400_000;
const SIGNED_BEGINS = textToBytes('holdfast pack 1\0');

/** Reads a pack file strictly (docs/spec/packs.md sections 1 and 2). `bad-value` names the place. */
export function parsePackFile(text: string): Result<PackFile, Failure<PackProblem>> {
  if (text.length > LONGEST_FILE) return fail('too-large', 'a pack file holds at most 64000 characters');
  const value = parseJson(text);
  if (value === undefined) return fail('not-a-pack', 'the file is no JSON');
  const file = v.safeParse(packFileSchema, value);
  if (!file.success) return fail('not-a-pack', issuePath(file.issues[0]));
  const checked = v.safeParse(packSchema, file.output.pack);
  if (!checked.success) return fail('bad-value', issuePath(checked.issues[0]));
  const wrong = findWrongReference(checked.output);
  if (wrong !== null) return fail('bad-value', wrong);
  const signed = signedBytes(file.output.pack);
  return signed === null ? fail('bad-value', 'a text that is not well formed') : ok({ pack: checked.output, key: file.output.key, signature: file.output.signature, signed });
}

/** The bytes that the signature of a pack covers, or null for a value that cannot be encoded. */
export function signedBytes(pack: unknown): Uint8Array | null {
  try {
    const encoded = encodeCbor(pack as CborValue);
    const bytes = new Uint8Array(SIGNED_BEGINS.length + encoded.length);
    bytes.set(SIGNED_BEGINS);
    bytes.set(encoded, SIGNED_BEGINS.length);
    return bytes;
  } catch {
    return null;
  }
}

/** Below zero when the left version is older; versions are compared number by number. */
export function compareVersions(left: string, right: string): number {
  const [first, second] = [left.split('.').map(Number), right.split('.').map(Number)];
  for (let index = 0; index < Math.max(first.length, second.length); index += 1) {
    const difference = (first[index] ?? 0) - (second[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The instant after which a pack is out of date: the end of the day of `expires`, UTC. */
export function expiryOf({ expires }: Pick<Pack, 'expires'>): UnixMs {
  return (Date.parse(`${expires}T00:00:00Z`) + DAY_MS) as UnixMs;
}

/** True for a pack that says it was made after tomorrow, by the clock of the device. */
export function isNotYet({ asOf }: Pick<Pack, 'asOf'>, now: UnixMs): boolean {
  return Date.parse(`${asOf}T00:00:00Z`) > now + DAY_MS;
}

function findWrongReference(pack: Pack): string | null {
  const clocks = new Set(pack.clocks.map(({ id }) => id));
  const regimes = new Set(pack.regimes.map(({ id }) => id));
  if (clocks.size !== pack.clocks.length) return 'clocks: an id stands twice';
  if (regimes.size !== pack.regimes.length) return 'regimes: an id stands twice';
  const life = (Date.parse(pack.expires) - Date.parse(pack.asOf)) / DAY_MS;
  if (!(life > 0 && life <= LONGEST_LIFE_DAYS)) return 'expires';
  const calendars = new Set(['local', ...pack.calendars.map(({ id }) => id)]);
  for (const { id, trigger, stop, recurs, cap, shadow, regime, calendar } of pack.clocks) {
    if (regime !== undefined && !regimes.has(regime)) return `clocks.${id}.regime`;
    if (calendar !== undefined && !calendars.has(calendar)) return `clocks.${id}.calendar`;
    const started: readonly string[] = trigger.take === 'first' ? trigger.of.map(({ fact }) => fact) : trigger.of;
    const named: readonly string[] = [...started, ...stop.flat(), ...(recurs?.until ?? []), ...(cap === undefined ? [] : [cap.fact]), ...(shadow === undefined ? [] : [shadow])];
    const unknown = named.find((fact) => (fact.startsWith('submitted.') && !clocks.has(fact.slice('submitted.'.length))) || (fact.startsWith('answered.') && !regimes.has(fact.slice('answered.'.length))));
    if (unknown !== undefined) return `clocks.${id}: ${unknown}`;
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
