import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesToHex, decodeCbor, encodeCbor, type FeedId, type UnixMs } from '#base';
import { createDevice, logIdToBytes } from '#crypto';
import { appendLeaf, emptyAccumulator, rootOf } from '#log';
import { createWriter, seededRandom, type TestWriter } from '../../log/testing/writer.ts';
import { orderLeaf, signCheckpoint } from '../checkpoint.ts';
import { encodeAnswer } from '../messages/codec.ts';
import { createMemoryLog, type MemoryLog } from '../testing/memoryLog.ts';
import { createMemoryServer, type MemoryServer } from '../testing/memoryServer.ts';
import { decodeMirror, emptyMirror, encodeMirror, type Mirror } from './mirror.ts';
import { openSession } from './openSession.ts';
import { runRound } from './round.ts';

const runs = process.env['SLOW'] === '1' ? 10_000 : 25;
const REPLICAS = 5;

function begin(seed: number): { readonly writer: TestWriter; readonly local: MemoryLog } {
  const writer = createWriter({ seed });
  const local = createMemoryLog(writer.genesis.log, { device: writer.device });
  local.write(writer.genesis.frame);
  return { writer, local };
}
const round = (server: MemoryServer, local: MemoryLog, mirror: Mirror = emptyMirror, pullBytes = 4_000) => runRound({ transport: server.transport(), server: server.signer.identity, local, pieces: { up: () => pullBytes, down: () => pullBytes } }, mirror);
const heads = (local: MemoryLog) => local.reader.heads().map(({ feed, seq, headerSha256 }) => `${feed}:${seq}:${headerSha256}`).toSorted();

describe('a round', () => {
  test('brings everything there and here, and says nothing twice', async () => {
    const { writer, local } = begin(1);
    for (let index = 0; index < 12; index += 1) local.write(writer.write([`note ${index}`]).bytes);
    const server = createMemoryServer(2);
    const first = await round(server, local);
    expect(first).toMatchObject({ failure: null, counts: { pushed: 13, pulled: 0, refused: 0 } });
    expect(first.mirror.checkpoint?.size).toBe(13);
    expect(first.mirror.feeds.get(local.reader.heads()[0]?.feed as FeedId)).toBe(13);
    expect((await round(server, local, first.mirror)).counts).toEqual({ pushed: 0, pulled: 0, refused: 0 });
    const other = createMemoryLog(writer.genesis.log);
    const taken = await round(server, other);
    expect(taken.counts).toEqual({ pushed: 0, pulled: 13, refused: 0 });
    expect(heads(other)).toEqual(heads(local));
  });

  test('a mirror outlives the program, and one that was changed is thrown away', async () => {
    const { writer, local } = begin(3);
    local.write(writer.write(['a']).bytes);
    const { mirror } = await round(createMemoryServer(4), local);
    const bytes = encodeMirror(mirror);
    expect(decodeMirror(bytes, local.log)).toEqual(mirror);
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = bytes.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      const read = decodeMirror(changed, local.log);
      // A flip inside a count or a time may still be a mirror; one inside the tree never is the same.
      if (read !== null) expect(bytesToHex(rootOf(read.tree))).toBe(bytesToHex(rootOf(mirror.tree)));
    }
  });

  test('what was pushed counts only when it was seen below a root', async () => {
    const { writer, local } = begin(5);
    local.write(writer.write(['a']).bytes);
    const server = createMemoryServer(6, (honest) => ({ push: ({ frames }) => ({ stored: frames.length, known: 0, checkpoint: signCheckpoint({ log: local.log, size: 0, root: rootOf(emptyAccumulator), at: 1 as UnixMs }, honest.signer) }) }));
    const { mirror } = await round(server, local);
    expect(mirror.feeds.size).toBe(0);
  });

  test('five replicas that meet the server and each other in any order, with restarts, end alike', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(REPLICAS - 1), fc.constantFrom('write', 'sync', 'forget', 'stick', 'again')), { minLength: 5, maxLength: 60 }), fc.nat(1_000), async (steps, seed) => {
      const { writer, local } = begin(seed);
      const server = createMemoryServer(seed + 1);
      const writers = Array.from({ length: REPLICAS }, (_, who) => (who === 0 ? writer : createWriter({ seed: seed + 1_000 * who, join: writer, device: writer.device })));
      const sides = writers.map((_, who) => (who === 0 ? local : createMemoryLog(local.log, { device: writer.device })));
      const mirrors: Mirror[] = sides.map(() => emptyMirror);
      for (const side of sides.slice(1)) side.write(writer.genesis.frame);
      for (const [who, what] of steps) {
        const side = sides[who] as MemoryLog;
        if (what === 'write') side.write((writers[who] as TestWriter).write([`${who}`]).bytes);
        // A restart on a folder whose memory of the server is lost.
        else if (what === 'forget') mirrors[who] = emptyMirror;
        else if (what === 'stick') await (sides[(who + 1) % REPLICAS] as MemoryLog).take(side.frames.slice());
        else if (what === 'again') await side.take(side.frames.slice());
        else mirrors[who] = (await round(server, side, mirrors[who], 1_500 + seed)).mirror;
      }
      for (let turn = 0; turn < 2; turn += 1) {
        for (const [who, side] of sides.entries()) {
          const end = await round(server, side, mirrors[who], 1_500 + seed);
          expect(end.failure).toBeNull();
          mirrors[who] = end.mirror;
        }
      }
      for (const side of sides.slice(1)) expect(heads(side)).toEqual(heads(local));
      expect(server.log(local.log).leaves).toHaveLength(local.frames.length);
      for (const mirror of mirrors) expect(mirror.tree.size).toBe(local.frames.length);
    }), { numRuns: runs });
  });
});

describe('a round that is cut', () => {
  const COUNT = 40;
  interface Asked { readonly verb: string; readonly from: number; readonly frames: number }
  /** Forty notes and their genesis, so many of them on a server, and a side that has none of them. */
  function beginCut(seed: number, there = COUNT + 1, act?: Parameters<typeof createMemoryServer>[1]) {
    const { writer, local } = begin(seed);
    for (let index = 0; index < COUNT; index += 1) local.write(writer.write([`note ${index} ${'x'.repeat(index * 13)}`]).bytes);
    const server = createMemoryServer(seed + 1, act);
    for (const frame of local.frames.slice(0, there)) server.answers.push({ log: logIdToBytes(local.log), frames: [frame] });
    const other = createMemoryLog(local.log);
    const asked: Asked[] = [];
    /** A round of which the request with this number gets no answer any more. */
    const run = async (side: MemoryLog, mirror: Mirror, cutAt = Infinity, kept: Mirror[] = []) => {
      asked.length = 0;
      const inner = server.transport();
      const transport: typeof inner = { request: async (verb, body) => {
        if (asked.length >= cutAt) return { ok: false, error: { kind: 'closed', message: 'cut' } };
        const decoded = decodeCbor(body);
        const { from = 0, frames = [] } = (decoded.ok ? decoded.value : {}) as { readonly from?: number; readonly frames?: readonly Uint8Array[] };
        asked.push({ verb, from, frames: frames.length });
        return inner.request(verb, body);
      } };
      return runRound({ transport, server: server.signer.identity, local: side, pieces: { up: () => 4_000, down: () => 5_000 }, onTaken: async (stand) => void kept.push(stand()) }, mirror);
    };
    return { server, local, other, asked, run };
  }

  test('goes on behind the leaves that were taken, also as another process, and nothing of them counts before', async () => {
    const { local, other, asked, run } = beginCut(51);
    const kept: Mirror[] = [];
    const cut = await run(other, emptyMirror, 4, kept);
    expect(cut.failure?.kind).toBe('closed');
    const taken = cut.mirror.unsettled?.tree.size ?? 0;
    expect([taken, cut.mirror.tree.size, cut.mirror.feeds.size]).toEqual([other.frames.length, 0, 0]);
    expect(taken).toBeGreaterThan(10);
    expect(kept.map(({ unsettled }) => unsettled?.tree.size ?? 0)).toEqual(kept.map((_, index) => (index + 1 === kept.length ? taken : expect.any(Number))));
    // What a file remembers, and the last that was remembered when the process was killed.
    for (const mirror of [cut.mirror, kept[1] as Mirror]) {
      const remembered = decodeMirror(encodeMirror(mirror), local.log);
      expect(remembered).toEqual(mirror);
      const side = createMemoryLog(local.log);
      await side.take(local.frames.slice(0, taken));
      const end = await run(side, remembered ?? emptyMirror);
      expect(end.failure).toBeNull();
      expect(asked[0]).toEqual({ verb: 'pull', from: mirror.unsettled?.tree.size, frames: 0 });
      expect([end.mirror.tree.size, end.mirror.unsettled, heads(side)]).toEqual([COUNT + 1, null, heads(local)]);
    }
  });

  test('pushes in pieces of the size that the connection carries, and none of them twice', async () => {
    const { server, local, asked, run } = beginCut(53, 1);
    const cut = await run(local, emptyMirror, 8);
    expect(cut.failure?.kind).toBe('closed');
    const pushes = asked.filter(({ verb }) => verb === 'push');
    expect(pushes.length).toBeGreaterThan(3);
    const there = server.log(local.log).leaves.length;
    expect(there).toBeLessThan(COUNT);
    const end = await run(local, cut.mirror);
    expect(end.failure).toBeNull();
    expect(end.counts.pushed).toBe(COUNT + 1 - there);
    expect(asked.some(({ verb, frames }) => verb === 'push' && frames > 1)).toBe(true);
  });

  test('says nothing of a server that is honest now because of what it showed before, and believes nothing of it', async () => {
    let isLying = true;
    const { local, other, asked, run } = beginCut(55, COUNT + 1, (server) => ({ pull: (request) => {
      const honest = server.answers.pull(request) as { items: readonly Uint8Array[]; from: number; checkpoint: Uint8Array };
      return (isLying ? { ...honest, items: honest.items.toReversed() } : honest) as never;
    } }));
    const cut = await run(other, emptyMirror, 3);
    expect(cut.mirror.unsettled?.tree.size).toBeGreaterThan(4);
    const still = await run(other, cut.mirror);
    expect([still.failure?.kind, still.mirror]).toEqual(['other-history', emptyMirror]);
    isLying = false;
    const end = await run(other, cut.mirror);
    expect([end.failure, end.mirror.tree.size, end.mirror.unsettled]).toEqual([null, COUNT + 1, null]);
    expect(asked.filter(({ verb, from }) => verb === 'pull' && from === 0)).toHaveLength(1);
    expect(heads(other)).toEqual(heads(local));
  });

  test('a server that is shorter than what it showed, but not than what was verified, is asked anew', async () => {
    const { server, local, other, run } = beginCut(57);
    const cut = await run(other, emptyMirror, 4);
    server.log(local.log).leaves.splice(5);
    const end = await run(other, cut.mirror);
    expect([end.failure?.kind ?? null, end.mirror.tree.size >= 5]).toEqual([null, true]);
  });
});

describe('a hostile server', () => {
  const random = seededRandom(99);
  /** Each act bends one answer; the round must end with one of these failures, and nothing may be believed that was not before. */
  type Bend = (server: MemoryServer, local: MemoryLog) => Parameters<typeof createMemoryServer>[1] extends ((server: MemoryServer) => infer A) | undefined ? A : never;
  const honestPull = (server: MemoryServer, request: Parameters<MemoryServer['answers']['pull']>[0]) => server.answers.pull(request) as { from: number; items: readonly Uint8Array[]; checkpoint: Uint8Array };
  const bent = (change: (answer: { from: number; items: readonly Uint8Array[]; checkpoint: Uint8Array }, server: MemoryServer, local: MemoryLog) => object): Bend => (server, local) => ({ pull: (request) => ({ ...honestPull(server, request), ...change(honestPull(server, request), server, local) }) as never });
  const signed = (server: MemoryServer, local: MemoryLog, size: number, leaves: readonly Uint8Array[] | null = null, signer = server.signer) => {
    let tree = emptyAccumulator;
    for (const leaf of leaves ?? server.log(local.log).leaves.map(({ headerHash }) => headerHash)) tree = appendLeaf(tree, orderLeaf(leaf));
    return signCheckpoint({ log: local.log, size, root: rootOf(tree), at: 7 as UnixMs }, signer);
  };
  const flip = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
  const stranger = createDevice(random);
  const acts: readonly (readonly [string, Bend, readonly string[]])[] = [
    ['drops the first frame', bent(({ items }) => ({ items: items.slice(1) })), ['other-history', 'bad-answer']],
    ['drops the last frame and keeps its checkpoint', bent(({ items }) => ({ items: items.slice(0, -1) })), ['bad-answer']],
    ['drops one in the middle', bent(({ items }) => ({ items: items.filter((_, index) => index !== 3) })), ['bad-answer', 'other-history']],
    ['swaps two frames', bent(({ items }) => ({ items: [items[1], items[0], ...items.slice(2)].filter((item) => item !== undefined) })), ['other-history']],
    ['sends one frame twice', bent(({ items }) => ({ items: [items[0], items[0], ...items.slice(2)].filter((item) => item !== undefined) })), ['other-history']],
    ['flips a bit of a frame', bent(({ items }) => ({ items: items.map((item, index) => (index === 2 ? flip(item, 60) : item)) })), ['bad-answer', 'other-history']],
    ['flips a bit of a body', bent(({ items }) => ({ items: items.map((item, index) => (index === 2 ? flip(item, item.length - 20) : item)) })), ['bad-answer', 'other-history']],
    ['sends frames of another log', bent(() => {
      const foreign = createWriter({ seed: 400 });
      return { items: [foreign.genesis.frame, foreign.write(['x']).bytes] };
    }), ['bad-answer']],
    ['sends noise', bent(() => ({ items: [random(500)] })), ['bad-answer']],
    ['sends hashes of frames that nobody has', bent(({ items }) => ({ items: items.map(() => random(32)) })), ['bad-answer']],
    ['answers from another place', bent(({ items }) => ({ from: 1, items: items.slice(1) })), ['bad-answer']],
    ['sends more leaves than its checkpoint counts', bent(({ items }, server, local) => ({ items, checkpoint: signed(server, local, 2, server.log(local.log).leaves.slice(0, 2).map(({ headerHash }) => headerHash)) })), ['bad-answer']],
    ['sends nothing and promises much', bent((_answer, server, local) => ({ items: [], checkpoint: signed(server, local, 500) })), ['bad-answer']],
    ['signs another root', bent((_answer, server, local) => ({ checkpoint: signed(server, local, server.log(local.log).leaves.length, [random(32)]) })), ['other-history']],
    ['signs an empty root over frames', bent((_answer, server, local) => ({ checkpoint: signed(server, local, server.log(local.log).leaves.length, []) })), ['other-history']],
    ['forges the signature of its checkpoint', bent(({ checkpoint }) => ({ checkpoint: flip(checkpoint, checkpoint.length - 3) })), ['bad-checkpoint']],
    ['flips a bit of its checkpoint', bent(({ checkpoint }) => ({ checkpoint: flip(checkpoint, 90) })), ['bad-checkpoint']],
    ['cuts its checkpoint', bent(({ checkpoint }) => ({ checkpoint: checkpoint.slice(0, -1) })), ['bad-checkpoint']],
    ['adds to its checkpoint', bent(({ checkpoint }) => ({ checkpoint: Uint8Array.of(...checkpoint, 0) })), ['bad-checkpoint']],
    ['sends the checkpoint of another server', bent((_answer, server, local) => ({ checkpoint: signed(server, local, server.log(local.log).leaves.length, null, { identity: stranger.ed25519, signingKey: stranger.signingKey }) })), ['bad-checkpoint']],
    ['sends the checkpoint of another log', bent((_answer, server) => ({ checkpoint: signCheckpoint({ log: '0'.repeat(32) as MemoryLog['log'], size: 6, root: new Uint8Array(32), at: 1 as UnixMs }, server.signer) })), ['bad-checkpoint']],
    ['sends noise for a checkpoint', bent(() => ({ checkpoint: random(300) })), ['bad-checkpoint']],
    ['says that the device is not allowed', () => ({ pull: () => ({ error: 'not-allowed', message: 'x' }) }), ['not-allowed']],
    ['asks to slow down for ever', () => ({ pull: () => ({ error: 'slow-down', message: 'x', retryAfterMs: 2 ** 50 }) }), ['slow-down']],
    ['claims another version', () => ({ pull: () => ({ error: 'unknown-version', message: 'x' }) }), ['unknown-version']],
    ['answers in another form', () => ({ pull: () => encodeAnswer('login', { now: 1, limits: { requestBytes: 1, answerBytes: 1, requestsPerSecond: 1 } }) as never }), ['bad-answer']],
    ['answers noise', () => ({ pull: () => random(2_000) as never }), ['bad-answer']],
    ['answers nothing at all', () => ({ pull: () => new Uint8Array(0) as never }), ['bad-answer']],
    ['answers a bomb of nested arrays', () => ({ pull: () => new Uint8Array(100_000).fill(0x81) as never }), ['bad-answer']],
    ['answers more than the protocol allows', () => ({ pull: () => new Uint8Array(8_388_609) as never }), ['bad-answer']],
    ['answers a pull with the answer to a push', (server, local) => ({ pull: () => encodeAnswer('push', { stored: 6, known: 0, checkpoint: signed(server, local, 6) }) as never }), ['bad-answer']],
    ['appends noise behind its answer', (server) => ({ pull: (request) => Uint8Array.of(...encodeAnswer('pull', honestPull(server, request)), 0) as never }), ['bad-answer']],
    ['says more than it was asked, in a field of its own', (server) => ({ pull: (request) => encodeCbor({ ...honestPull(server, request), owner: 'everybody' }) as never }), ['bad-answer']],
    ['counts leaves beyond all numbers', bent(() => ({ from: Number.MAX_SAFE_INTEGER })), ['bad-answer']],
    ['sends a frame cut in its middle', bent(({ items }) => ({ items: items.map((item, index) => (index === 2 ? item.slice(0, item.length / 2) : item)) })), ['bad-answer', 'other-history']],
    ['sends a frame with bytes behind it', bent(({ items }) => ({ items: items.map((item, index) => (index === 2 ? Uint8Array.of(...item, 1) : item)) })), ['bad-answer', 'other-history']],
    ['signs the tree of a part and gives all', bent((_answer, server, local) => ({ checkpoint: signed(server, local, server.log(local.log).leaves.length, server.log(local.log).leaves.slice(1).map(({ headerHash }) => headerHash)) })), ['other-history']],
    ['claims a length that is not there', () => ({ pull: () => Uint8Array.of(0xa3, 0x64, 0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff) as never }), ['bad-answer']],
  ];

  test.each(acts)('%s', async (_name, bend, kinds) => {
    const { writer, local } = begin(11);
    for (let index = 0; index < 6; index += 1) local.write(writer.write([`${index}`]).bytes);
    const honest = createMemoryServer(12);
    await round(honest, local);
    const reader = createMemoryLog(local.log);
    const hostile = createMemoryServer(12, (server) => bend(server, reader));
    for (const { frame } of honest.log(local.log).leaves) hostile.answers.push({ log: logIdToBytes(local.log), frames: [frame] });
    const end = await round(hostile, reader, emptyMirror, 1_000_000);
    expect(kinds).toContain(end.failure?.kind);
    // Nothing was verified, and every frame that was kept is one that its author signed.
    expect(end.mirror).toEqual(emptyMirror);
    for (const head of reader.reader.heads()) expect(local.reader.headerAt(head.feed, head.seq)).toBe(head.headerSha256);
  });

  test('sends an error that does not exist', async () => {
    const { local } = begin(13);
    const body = encodeCbor({ error: 'give-up', message: 'x' });
    const end = await runRound({ transport: { request: async () => ({ ok: true, value: { status: 418, body } }) }, server: random(32), local }, emptyMirror);
    expect(end.failure?.kind).toBe('bad-answer');
  });

  const later: readonly (readonly [string, (server: MemoryServer, local: MemoryLog) => void, string])[] = [
    ['forgets its newest frames', (server, local) => void server.log(local.log).leaves.splice(4), 'rolled-back'],
    ['forgets everything', (server, local) => void server.log(local.log).leaves.splice(0), 'rolled-back'],
    ['puts its frames into another order', (server, local) => void server.log(local.log).leaves.reverse(), 'other-history'],
    ['replaces a frame that was there', (server, local) => {
      const leaves = server.log(local.log).leaves;
      leaves[2] = leaves[3] as (typeof leaves)[number];
    }, 'other-history'],
    ['shows another history of greater length', (server, local) => {
      const leaves = server.log(local.log).leaves;
      leaves.unshift(leaves[2] as (typeof leaves)[number]);
    }, 'other-history'],
  ];
  test.each(later)('%s, and is found out by who was there before', async (_name, act, kind) => {
    const { writer, local } = begin(21);
    for (let index = 0; index < 6; index += 1) local.write(writer.write([`${index}`]).bytes);
    const server = createMemoryServer(22);
    const before = await round(server, local);
    act(server, local);
    const after = await round(server, local, before.mirror);
    expect(after.failure?.kind).toBe(kind);
    expect(after.mirror).toEqual(before.mirror);
  });

  test('shows two histories to two sides: whoever carries a frame over sees what was kept back', async () => {
    const { writer, local } = begin(31);
    local.write(writer.write(['one']).bytes);
    const shown = createMemoryServer(32);
    const kept = createMemoryServer(32);
    await round(shown, local);
    const other = createMemoryLog(local.log, { device: writer.device });
    other.write(writer.genesis.frame);
    await round(kept, other);
    const second = createWriter({ seed: 33, join: writer, device: writer.device });
    const [head] = local.reader.heads();
    if (head === undefined) throw new Error('no head');
    await other.take([second.write(['quotes'], { parents: [{ feed: head.feed, seq: head.seq, headerSha256: head.headerSha256 }] }).bytes]);
    expect(other.reader.quotedBy(other.reader.heads().find(({ feed }) => feed !== head.feed)?.feed as FeedId).get(head.feed)).toBe(1);
    expect(other.reader.headerAt(head.feed, 1)).toBeNull();
  });

  test.each([
    ['another identity', () => ({ accepts: () => false }), 'wrong-identity'],
    ['another connection', () => ({ binding: random(32) }), 'bad-session'],
    ['another pin', () => ({ pin: random(32) }), 'bad-session'],
  ])('a session with %s is not begun, and the device does not name itself', async (_name, other, kind) => {
    const server = createMemoryServer(41);
    let logins = 0;
    const transport = server.transport();
    const counted: typeof transport = { request: (verb, body) => {
      if (verb === 'login') logins += 1;
      return transport.request(verb, body);
    } };
    const opened = await openSession({ transport: counted, pin: server.pin, binding: new Uint8Array(32), accepts: () => true, device: stranger, ...other() }, random);
    expect(opened).toMatchObject({ ok: false, error: { kind } });
    expect(logins).toBe(0);
  });

  test('the same session is opened when all of it is right', async () => {
    const server = createMemoryServer(42);
    expect(await openSession({ transport: server.transport(), pin: server.pin, binding: new Uint8Array(32), accepts: () => true, device: stranger }, random)).toMatchObject({ ok: true, value: { identity: server.signer.identity } });
  });
});
