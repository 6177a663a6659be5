// Random histories of five members who meet a server and each other in any way: cut connections, requests that arrive when nobody waits for them any more, sticks in pieces and twice, clocks that are years
// off, power that fails in the middle of a write on either side. At the end everybody sees the same.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createDevice, readyCrypto } from '#crypto';
import { decodeFrame, hashHeader } from '#log';
import { decodeAnswer, encodeAnswer, encodeRequest, type Transport } from '#sync';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { createLedgerPath, type Fate, type LedgerPath } from '../../support/sync/ledgerPath.ts';
import { amendmentAt, createReplica, foundLog, noteAt, type Replica } from '../../support/sync/replica.ts';

beforeAll(readyCrypto);
const slow = process.env['SLOW'] === '1';
const RUNS = slow ? 10_000 : 40;
const REPLICAS = 5;
const ROUNDS = 3;
const YEAR_MS = 365 * 86_400_000;

type Step =
  | { readonly what: 'write' | 'amend' | 'rotate' | 'sync' | 'restart' | 'kill' | 'forget'; readonly who: number; readonly of: number }
  | { readonly what: 'clock'; readonly who: number; readonly by: number }
  | { readonly what: 'cut'; readonly who: number; readonly at: number; readonly fate: Fate }
  | { readonly what: 'die'; readonly who: number; readonly at: number; readonly kept: number; readonly doing: 'sync' | 'write' | 'stick' }
  | { readonly what: 'server-dies'; readonly who: number; readonly at: number }
  | { readonly what: 'late' }
  | { readonly what: 'stick'; readonly who: number; readonly to: number; readonly pieces: readonly number[] };
const who = fc.nat(REPLICAS - 1);
const steps = fc.array(fc.oneof(
  { weight: 8, arbitrary: fc.record({ what: fc.constantFrom('write' as const, 'write' as const, 'amend' as const, 'sync' as const), who, of: fc.nat(50) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('restart' as const, 'kill' as const, 'forget' as const, 'rotate' as const), who, of: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('clock' as const), who, by: fc.constantFrom(10 * YEAR_MS, -10 * YEAR_MS, -3_600_000, 300_000, 0) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('cut' as const), who, at: fc.nat(5), fate: fc.constantFrom<Fate>('lost', 'unanswered', 'late') }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('die' as const), who, at: fc.nat(3), kept: fc.nat(4), doing: fc.constantFrom('sync' as const, 'write' as const, 'stick' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('server-dies' as const), who, at: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('late' as const) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('stick' as const), who, to: who, pieces: fc.array(fc.nat(5), { minLength: 1, maxLength: 7 }) }) },
), { minLength: 8, maxLength: 40 });

interface World { readonly replicas: readonly Replica[]; readonly path: LedgerPath; readonly log: ReturnType<typeof foundLog>['log'] }

async function begin(seed: number): Promise<World> {
  const random = seededRandom(seed);
  const devices = Array.from({ length: REPLICAS }, () => createDevice(random));
  const { log, genesis } = foundLog(devices, random);
  let elapsed = 1_731_946_440_000;
  // Coarse, so that two laptops often write at the same millisecond.
  const time = () => Math.floor((elapsed += 7) / 100) * 100;
  const replicas = devices.map((device, index) => createReplica(log, device, seededRandom(seed * 31 + index), time));
  const path = createLedgerPath(seededRandom(seed + 77));
  for (const [index, replica] of replicas.entries()) {
    if (index === 0) replica.disk.frames = [genesis];
    await replica.start();
  }
  const [founder] = replicas;
  await askOnce(path, founder as Replica, genesis);
  return { replicas, path, log };
}

async function askOnce(path: LedgerPath, { device }: Replica, genesis: Uint8Array): Promise<void> {
  await path.transport(device.ed25519).request('found', encodeRequest('found', { voucher: new Uint8Array(1), genesis }));
}

/** What a stick carries: pieces of the sender's file in any order, some of them twice and some not at all. */
function piecesOf(frames: readonly Uint8Array[], pieces: readonly number[]): readonly Uint8Array[] {
  const size = Math.max(1, Math.ceil(frames.length / 6));
  return pieces.flatMap((piece) => frames.slice(piece * size, (piece + 1) * size));
}

async function act({ replicas, path }: World, step: Step): Promise<void> {
  if (step.what === 'late') return path.deliverLate();
  const one = replicas[step.who] as Replica;
  const sync = (fate?: (request: number) => Fate) => one.sync(path.signer, path.transport(one.device.ed25519, fate));
  await one.start();
  switch (step.what) {
    case 'write': await one.record(noteAt(`note ${step.of}`)); break;
    case 'amend': await one.record(amendmentAt(step.of, `as seen by ${step.who}`)); break;
    case 'rotate': await one.rotate(); break;
    case 'sync': await sync(); break;
    case 'restart': await one.stop(); break;
    case 'kill': one.failAt(0, 0); await one.record(noteAt('never sealed')); break;
    case 'forget': one.disk.memory = null; break;
    case 'clock': one.skew = step.by; path.now += step.by; break;
    case 'cut': await sync((request) => (request === step.at ? step.fate : 'arrives')); break;
    case 'die': {
      one.failAt(step.at, step.kept);
      if (step.doing === 'sync') await sync();
      else if (step.doing === 'write') for (let count = 0; count <= step.at; count += 1) await one.record(noteAt('maybe sealed'));
      else await one.take(replicas[(step.who + 1) % REPLICAS]?.disk.frames ?? []);
      break;
    }
    case 'server-dies': path.failAt(step.at); await sync(); path.failAt(Infinity); break;
    case 'stick': {
      const other = replicas[step.to] as Replica;
      await other.start();
      await other.take(piecesOf(one.disk.frames, step.pieces));
      break;
    }
  }
}

/** Everything that a screen could show of a log, as one hash: maps and sets in their order, nothing left out. */
function digest(state: ReturnType<Replica['state']>): string {
  const plain = JSON.stringify(state, (_key, value: unknown) => {
    if (value instanceof Map) return { map: [...value] };
    if (value instanceof Set) return { set: [...value] };
    if (typeof value === 'function') throw new Error('a projection holds data only');
    return value;
  });
  return createHash('sha256').update(plain).digest('hex');
}
const nameOf = (bytes: Uint8Array): string => {
  const frame = decodeFrame(bytes);
  if (!frame.ok) throw new Error(frame.error.kind);
  return Buffer.from(hashHeader(frame.value.headerBytes)).toString('hex');
};

/** Entries that the journal shows before an earlier one of the same feed: whatever a clock does, nobody's own words change places. */
function outOfOrder(one: Replica): readonly string[] {
  const newest = new Map<string, number>();
  return (one.state()?.journal ?? []).flatMap(({ stamp: { place } }) => {
    const at = place.seq * 1_000 + place.index;
    const before = newest.get(place.feed) ?? -1;
    newest.set(place.feed, at);
    return at > before ? [] : [`${place.feed.slice(0, 8)} ${place.seq}`];
  });
}

async function settle({ replicas, path, log }: World): Promise<void> {
  await path.deliverLate();
  for (const one of replicas) {
    await one.start();
    one.failAt(Infinity, 0);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const one of replicas) expect(await one.sync(path.signer, path.transport(one.device.ed25519))).toBeNull();
  }
  const stored = path.frames(log).map(nameOf);
  expect(new Set(stored).size).toBe(stored.length);
  const first = digest(replicas[0]?.state() ?? null);
  for (const one of replicas) {
    expect(one.disk.frames.map(nameOf).toSorted()).toEqual(stored.toSorted());
    expect(digest(one.state())).toBe(first);
    expect(digest(one.replayed())).toBe(first);
    expect(outOfOrder(one)).toEqual([]);
    // What is on the screen is what is on the disk.
    await one.stop();
    await one.start();
    expect(digest(one.state())).toBe(first);
    expect(one.reader()?.counts().waiting).toBe(0);
  }
}

test(`${RUNS} histories of ${REPLICAS} members end in the same view, at most ${ROUNDS} rounds after the last contact`, async () => {
  let [done, told] = [0, Date.now()];
  await fc.assert(fc.asyncProperty(steps, fc.nat(1_000_000), async (history, seed) => {
    const world = await begin(seed);
    try {
      for (const step of history) await act(world, step as Step);
      await settle(world);
    } finally {
      for (const one of world.replicas) await one.stop();
    }
    done += 1;
    if (Date.now() - told > 60_000) {
      told = Date.now();
      process.stdout.write(`${done} of ${RUNS} histories\n`);
    }
  }), { numRuns: RUNS });
  if (slow) process.stdout.write(`${done} histories of ${REPLICAS} members ended alike\n`);
  expect(done).toBe(RUNS);
});

test('frames that a dishonest server gave before their turn are not taken for frames that are here', async () => {
  const world = await begin(4_711);
  const { replicas: [first, second], path, log } = world as World & { readonly replicas: readonly [Replica, Replica] };
  const round = (one: Replica, transport = path.transport(one.device.ed25519)) => one.sync(path.signer, transport);
  expect([await round(first), await round(second)]).toEqual([null, null]);
  for (const text of ['one', 'two', 'three']) await first.record(noteAt(text));
  expect(await round(first)).toBeNull();
  second.pieceBytes = 2 ** 20;
  const honest = path.transport(second.device.ed25519);
  const swapping: Transport = { request: async (verb, body) => {
    const answered = await honest.request(verb, body);
    const decoded = verb === 'pull' && answered.ok && answered.value.status === 200 ? decodeAnswer('pull', answered.value.body) : null;
    if (decoded?.ok !== true) return answered;
    const { items } = decoded.value;
    return { ok: true, value: { status: 200, body: encodeAnswer('pull', { ...decoded.value, items: [...items.slice(0, -2), ...items.slice(-2).toReversed()] }) } };
  } };
  expect(await round(second, swapping)).toBe('bad-answer');
  expect(await round(second)).toBeNull();
  expect(second.disk.frames.map(nameOf)).toEqual(path.frames(log).map(nameOf));
  await settle(world);
  for (const one of world.replicas) await one.stop();
});
