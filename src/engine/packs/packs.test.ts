import { beforeAll, describe, expect, test } from 'vitest';
import type { EntryId, UnixMs } from '#base';
import { readyCrypto } from '#crypto';
import { expiryOf, parsePackFile, projectIncident, type PackFile, type PlacedEntry } from '#domain';
import { builtInOffers, builtInPackFiles } from './builtIn.ts';
import { holdsPackSignature, packFingerprint, signPack } from './signature.ts';
import { judge } from './takePack.ts';
import { trustedPackKeys } from './trustedKeys.ts';

const now = Date.parse('2026-12-01T00:00:00Z') as UnixMs;
const seed = new Uint8Array(32).fill(7);
const empty = projectIncident([]);
const ownPack = (more: Record<string, unknown> = {}): Record<string, unknown> => ({ id: 'own', version: '1.0', title: 'Own rules', asOf: '2026-11-01', expires: '2027-04-01', regimes: [], clocks: [], calendars: [], ...more });
const read = (text: string): PackFile => {
  const parsed = parsePackFile(text);
  if (!parsed.ok) throw new Error(parsed.error.kind);
  return parsed.value;
};
const problemOf = (file: PackFile, more: Parameters<typeof judge>[1] = {}, state = empty, at = now) => {
  const verdict = judge(file, more, state, at);
  return verdict.outcome === 'refused' ? verdict.problem : verdict.outcome;
};
// What an incident looks like that has taken a pack.
const taken = (file: PackFile, text: string) => {
  const id = '01K0000000000000000000000A';
  const entry = {
    v: 1, id, kind: 'clock-pack', author: { name: 'K. Moen', prefix: 'K7' }, occurred: { at: now, precision: 'second', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'device' },
    recorded: { at: now, zone: 'UTC', offsetMinutes: 0 }, source: 'import', tags: [], links: [],
    body: { pack: file.pack.id, version: file.pack.version, title: file.pack.title, file: text, signer: file.key, trust: 'fingerprint', reason: 'test' },
  };
  const hash = '0'.repeat(64);
  return projectIncident([{ id, entry, place: { feed: hash, seq: 1, index: 0, headerSha256: hash, leafSha256: hash, hlc: { ms: now, counter: 0 } } } as unknown as PlacedEntry]);
};

beforeAll(readyCrypto);

describe('packs of the console', () => {
  test('each is signed by the key of the console, fits, and lives no longer than six months', () => {
    expect(builtInPackFiles).toHaveLength(5);
    for (const text of builtInPackFiles) {
      const file = read(text);
      expect([holdsPackSignature(file), trustedPackKeys.includes(file.key), problemOf(file)]).toEqual([true, true, 'good']);
      expect(file.pack.expires).toBe('2027-05-21');
    }
    expect(builtInOffers().reduce((sum, { clocks }) => sum + clocks, 0)).toBeGreaterThan(55);
  });

  test('rules that are no law yet or were not looked up are marked so', () => {
    const standing = new Map(builtInPackFiles.flatMap((text) => read(text).pack.clocks.map(({ id, standing: said }) => [id, said])));
    expect(['GDPR.33', 'GDPR.96H', 'UKGDPR.33', 'CIRCIA.72', 'SEC.105A', 'HIPAA.MEDIA', 'GDPR.34'].map((id) => standing.get(id))).toEqual(['confirmed', 'proposed', 'unconfirmed', 'proposed', 'unconfirmed', 'unconfirmed', 'local']);
  });
});

describe('attacks', () => {
  test('no changed character of a file is taken as something else', () => {
    const text = signPack(ownPack(), seed);
    const original = JSON.stringify(read(text));
    const fingerprint = packFingerprint(read(text).key);
    let accepted = 0;
    for (let index = 0; index < text.length; index += 1) {
      const changed = `${text.slice(0, index)}${String.fromCharCode(text.charCodeAt(index) ^ 1)}${text.slice(index + 1)}`;
      const parsed = parsePackFile(changed);
      if (!parsed.ok) continue;
      const verdict = problemOf(parsed.value, { fingerprint });
      if (verdict !== 'good') expect(verdict).toBe('bad-signature');
      else {
        accepted += 1;
        expect(JSON.stringify(parsed.value)).toBe(original);
      }
    }
    // Only what JSON does not look at, such as the line break at the end, may differ.
    expect(accepted).toBeLessThan(3);
  });

  test('another key signs validly and is not trusted; the right fingerprint makes it so, a wrong one does not', () => {
    const file = read(signPack(ownPack(), seed));
    expect(problemOf(file)).toBe('unknown-signer');
    expect(problemOf(file, { fingerprint: '0000 1111 2222 3333 4444 5555 6666 7777' })).toBe('wrong-fingerprint');
    expect(judge(file, { fingerprint: packFingerprint(file.key).toUpperCase() }, empty, now)).toEqual({ outcome: 'good', trust: 'fingerprint' });
  });

  test('the key of the console on a pack of somebody else is a bad signature', () => {
    const file = JSON.parse(signPack(ownPack(), seed)) as Record<string, unknown>;
    expect(problemOf(read(JSON.stringify({ ...file, key: trustedPackKeys[0] })))).toBe('bad-signature');
  });

  test('a pack from the future, one past its date, and one that would live too long', () => {
    expect(problemOf(read(signPack(ownPack({ asOf: '2026-12-03' }), seed)), { fingerprint: packFingerprint(read(signPack(ownPack(), seed)).key) })).toBe('not-yet');
    const file = read(builtInPackFiles[0] ?? '');
    const late = (expiryOf(file.pack) + 1) as UnixMs;
    expect([problemOf(file, {}, empty, late), problemOf(file, { useExpired: true }, empty, late), problemOf(file, {}, empty, expiryOf(file.pack))]).toEqual(['expired', 'good', 'good']);
    expect(parsePackFile(signPack(ownPack({ expires: '2027-06-01' }), seed))).toMatchObject({ ok: false, error: { kind: 'bad-value', message: 'expires' } });
  });

  test.each([
    ['a field that nobody knows', ownPack({ more: 1 })], ['a fact that nobody knows', ownPack({ clocks: [{ id: 'X.1', title: 'x', source: 'x', standing: 'local', trigger: { take: 'first', of: [{ fact: 'milestone.never' }] }, limit: { count: 'elapsed', amount: 1 }, stop: [['submitted.X.1']] }] })],
    ['a stop by the submission of a clock that is not there', ownPack({ clocks: [{ id: 'X.1', title: 'x', source: 'x', standing: 'local', trigger: { take: 'first', of: [{ fact: 'milestone.closed' }] }, limit: { count: 'elapsed', amount: 1 }, stop: [['submitted.X.2']] }] })],
    ['no time at all', ownPack({ clocks: [{ id: 'X.1', title: 'x', source: 'x', standing: 'local', trigger: { take: 'first', of: [{ fact: 'milestone.closed' }] }, limit: { count: 'elapsed', amount: 0 }, stop: [['submitted.X.1']] }] })],
  ])('%s is refused', (_, pack) => {
    expect(parsePackFile(signPack(pack, seed))).toMatchObject({ ok: false, error: { kind: 'bad-value' } });
  });
});

test('an older version is refused, a newer one waits for a decision, and a key once trusted stays trusted for its pack', () => {
  const text = signPack(ownPack({ version: '1.2' }), seed);
  const present = taken(read(text), text);
  expect([problemOf(read(signPack(ownPack({ version: '1.2' }), seed)), {}, present), problemOf(read(signPack(ownPack({ version: '1.1.9' }), seed)), {}, present)]).toEqual(['older', 'older']);
  const newer = read(signPack(ownPack({ version: '1.10' }), seed));
  expect([problemOf(newer, {}, present), problemOf(newer, { decision: 'D' as EntryId }, present)]).toEqual(['newer', 'good']);
});
