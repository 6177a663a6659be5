import { equalBytes, hexToBytes } from '#base';
import { ed25519Challenge, ed25519IsProperKey, ed25519Multiply, ed25519Verify } from '../primitives.ts';
import { createPointTables, type PointTables, type PointTerm } from './pointTables.ts';

/** Checks many signatures of a few keys. */
export interface BulkVerifier {
  /** Answers exactly what `ed25519Verify` answers. */
  readonly verify: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;
  /** The same for many at once, which costs less. Each answer depends on its own signature alone. */
  readonly verifyAll: (signed: readonly Signed[]) => readonly boolean[];
}
export interface Signed { readonly signature: Uint8Array; readonly message: Uint8Array; readonly publicKey: Uint8Array }

/** Signatures of one key after which its table pays, and keys that may have one. */
const MANY = 100;
const MAX_KEYS = 32;

/**
 * A verifier that learns the keys it meets often: a journal of fifty thousand frames has one author or a handful, a server some dozens, and with a table of a key's
 * multiples a check costs a quarter.
 *
 * The table only ever says yes, and only where the library would: the key lies in the prime-order subgroup (asked of the library once), S is
 * canonical, R is not the neutral point, and R is byte for byte the encoding of [S]B - [h]A. Every other answer is the library's own. A table is
 * used only after it gave the library's results for several scalars.
 */
export function createBulkVerifier(many = MANY): BulkVerifier {
  const known = new Map<string, { seen: number; table: number | null }>();
  let latest: { readonly key: Uint8Array; readonly known: { seen: number; table: number | null } } | null = null;
  let tables: { readonly points: PointTables; readonly base: number } | null = null;

  function knownOf(publicKey: Uint8Array): { seen: number; table: number | null } {
    if (latest !== null && equalBytes(latest.key, publicKey)) return latest.known;
    const name = String.fromCharCode(...publicKey);
    let entry = known.get(name);
    if (entry === undefined) {
      entry = { seen: 0, table: null };
      // Keys that are only seen once or twice, as in a planted file, do not pile up.
      if (known.size >= 256) known.clear();
      known.set(name, entry);
    }
    latest = { key: publicKey.slice(), known: entry };
    return entry;
  }

  function learn(publicKey: Uint8Array): number | null {
    if (!ed25519IsProperKey(publicKey)) return null;
    tables ??= startTables();
    const table = tables?.points.add(publicKey) ?? null;
    return table !== null && tables !== null && agrees(tables.points, table, publicKey) ? table : null;
  }

  // The terms of [S]B - [h]A; null when the library has to say it.
  function termsOf({ signature, message, publicKey }: Signed): readonly PointTerm[] | null {
    if (signature.length !== 64 || publicKey.length !== 32) return null;
    const entry = knownOf(publicKey);
    entry.seen += 1;
    if (entry.seen === many) entry.table = learn(publicKey);
    if (entry.table === null || tables === null) return null;
    const [point, scalar] = [signature.subarray(0, 32), signature.subarray(32)];
    if (!isCanonical(scalar) || equalBytes(point, NEUTRAL) || equalBytes(point, ZERO)) return null;
    return [{ table: tables.base, scalar, negative: false }, { table: entry.table, scalar: ed25519Challenge(signature, message, publicKey), negative: true }];
  }

  function verifyAll(signed: readonly Signed[]): readonly boolean[] {
    const terms = signed.map(termsOf);
    const sums = tables?.points.sums(terms.filter((known) => known !== null)) ?? [];
    let next = 0;
    return signed.map(({ signature, message, publicKey }, index) => {
      const sum = terms[index] === null ? undefined : sums[next++];
      return (sum !== undefined && equalBytes(sum, signature.subarray(0, 32))) || ed25519Verify(signature, message, publicKey);
    });
  }

  return { verifyAll, verify: (signature, message, publicKey) => verifyAll([{ signature, message, publicKey }])[0] === true };
}

const hex = (text: string) => hexToBytes(text) ?? new Uint8Array(0);
const BASE = /* @__PURE__ */ hex(`58${'66'.repeat(31)}`);
const NEUTRAL = /* @__PURE__ */ hex(`01${'00'.repeat(31)}`);
/** No encoding of a point that may be R, and what a sum would be if its Z had no inverse. */
const ZERO = /* @__PURE__ */ new Uint8Array(32);
/** Order of the base point, 2^252 + 27742317777372353535851937790883648493, little-endian. */
const ORDER = /* @__PURE__ */ hex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');
// Scalars below the order whose bytes take the digits to their ends.
const TRIALS = /* @__PURE__ */ [`01${'00'.repeat(31)}`, `${'80'.repeat(31)}0f`, `${'7f'.repeat(31)}0f`, `${'ff'.repeat(31)}0f`, `ecd3f55c1a631258d69cf7a2def9de14${'00'.repeat(15)}10`, '00ff7f80'.repeat(7) + '00ff7f08'].map(hex);

function startTables(): { readonly points: PointTables; readonly base: number } | null {
  try {
    const points = createPointTables(MAX_KEYS + 1);
    const base = points.add(BASE);
    return base !== null && agrees(points, base, BASE) ? { points, base } : null;
  } catch {
    // No WebAssembly, or no memory: the library does it alone.
    return null;
  }
}

function agrees(points: PointTables, table: number, encoded: Uint8Array): boolean {
  return points.sums(TRIALS.map((scalar) => [{ table, scalar, negative: false }])).every((sum, index) => equalBytes(sum, ed25519Multiply(TRIALS[index] ?? sum, encoded)));
}

function isCanonical(scalar: Uint8Array): boolean {
  for (let index = 31; index >= 0; index -= 1) {
    const difference = (scalar[index] ?? 0) - (ORDER[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
