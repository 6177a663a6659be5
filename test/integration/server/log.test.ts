// Logs on a server: founding, pushing, pulling, receipts, order, forks, restarts. Over real connections.
import { readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, equalBytes } from '#base';
import { createDevice, logIdToBytes, readyCrypto } from '#crypto';
import { feedIdOf } from '#log';
import { verifyCheckpoint } from '#sync';
import { createWriter, seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { hashOf, namesOf, pullAll } from '../../support/sync/follow.ts';
import { createDataFolder, founded, serve, session } from '../../support/sync/harness.ts';

beforeAll(readyCrypto);

describe('founding', () => {
  test('a voucher founds as many logs as it says, each as often as it is asked', async () => {
    const server = await serve();
    const { writer, client } = await founded(server);
    const again = await client.must('found', { voucher: server.firstVoucher ?? new Uint8Array(1), genesis: writer.genesis.frame });
    expect([again.stored, again.known]).toEqual([0, 1]);
    expect(await client.must('logs', {})).toEqual({ logs: [{ log: logIdToBytes(writer.genesis.log), scope: 'incident', size: 1 }] });
    const other = createWriter({ seed: 2, device: writer.device });
    expect((await client.ask('found', { voucher: server.firstVoucher ?? new Uint8Array(1), genesis: other.genesis.frame })).error?.error).toBe('bad-voucher');
  });

  test('no log without a voucher of this server, and none for somebody else', async () => {
    const [server, foreign] = [await serve(), await serve()];
    const writer = createWriter({ seed: 3 });
    const client = await session(server, writer);
    const found = (voucher: Uint8Array, genesis: Uint8Array) => client.ask('found', { voucher, genesis }).then(({ error }) => error?.error);
    expect(await found(foreign.firstVoucher ?? new Uint8Array(1), writer.genesis.frame)).toBe('bad-voucher');
    expect(await found(new Uint8Array(180), writer.genesis.frame)).toBe('bad-voucher');
    expect(await found(server.firstVoucher ?? new Uint8Array(1), createWriter({ seed: 4 }).genesis.frame)).toBe('not-allowed');
    expect(await found(server.firstVoucher ?? new Uint8Array(1), writer.write(['x']).bytes)).toBe('bad-request');
    expect(await client.must('logs', {})).toEqual({ logs: [] });
  });
});

describe('push and pull', () => {
  test('what was pushed is receipted and comes back byte for byte in one order', async () => {
    const server = await serve();
    const { writer, client } = await founded(server);
    const log = logIdToBytes(writer.genesis.log);
    const second = createWriter({ seed: 9, join: writer, device: writer.device });
    const frames = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? second : writer).write([`entry ${index}`]).bytes);
    for (let at = 0; at < frames.length; at += 8) {
      const { stored, known, checkpoint } = await client.must('push', { log, frames: frames.slice(Math.max(0, at - 2), at + 8) });
      expect([stored, known]).toEqual([8, at === 0 ? 0 : 2]);
      const read = verifyCheckpoint(checkpoint, { server: server.identity.signer.identity, log: writer.genesis.log });
      expect(read.ok && read.value.size).toBe(1 + at + 8);
    }
    for (const maxBytes of [1, 5_000, 4_000_000]) {
      const pulled = await pullAll(client, writer.genesis.log, server.identity.signer.identity, maxBytes);
      expect(namesOf(pulled.frames)).toEqual(namesOf([writer.genesis.frame, ...frames]));
      expect(pulled.frames.every((frame, index) => equalBytes(frame, [writer.genesis.frame, ...frames][index] ?? frame))).toBe(true);
      if (maxBytes === 1) expect(pulled.rounds).toBeGreaterThanOrEqual(41);
    }
  });

  test('where a client has a frame only its hash is sent, and the root is still the same', async () => {
    const server = await serve();
    const { writer, client } = await founded(server);
    const log = logIdToBytes(writer.genesis.log);
    const frames = [writer.genesis.frame, ...Array.from({ length: 9 }, (_, index) => writer.write([`e${index}`]).bytes)];
    await client.must('push', { log, frames: frames.slice(1) });
    const feed = feedIdOf(writer.device.ed25519, writer.genesis.log, writer.instance);
    const { items } = await client.must('pull', { log, from: 0, have: [{ feed: Buffer.from(feed, 'hex'), size: 6 }], maxBytes: 4_000_000 });
    expect(items.map(({ length }) => length === 32)).toEqual([true, true, true, true, true, true, false, false, false, false]);
    expect(namesOf(items)).toEqual(namesOf(frames));
    expect((await client.must('pull', { log, from: 99, have: [], maxBytes: 100 })).items).toEqual([]);
  });

  test('a frame before its time is refused with where the feed stands, and what came before it in the request stays', async () => {
    const server = await serve();
    const { writer, client } = await founded(server);
    const log = logIdToBytes(writer.genesis.log);
    const [one, two, three] = ['a', 'b', 'c'].map((text) => writer.write([text]).bytes) as [Uint8Array, Uint8Array, Uint8Array];
    const { status, error } = await client.ask('push', { log, frames: [one, three, two] });
    expect([status, error?.error, error?.stored, error?.known]).toEqual([409, 'not-next', 1, 0]);
    expect(error?.head).toEqual({ feed: new Uint8Array(Buffer.from(feedIdOf(writer.device.ed25519, writer.genesis.log, writer.instance), 'hex')), size: 2, header: hashOf(one) });
    expect((await client.must('push', { log, frames: [two, three] })).stored).toBe(2);
  });

  test('a fork is stored with both branches, and both go on', async () => {
    const server = await serve();
    const { writer, client } = await founded(server);
    const twin = createWriter({ seed: 8, twinOf: writer });
    const log = logIdToBytes(writer.genesis.log);
    const left = [writer.write(['a']).bytes, writer.write(['b']).bytes];
    const right = [twin.write(['c']).bytes, twin.write(['d']).bytes];
    await client.must('push', { log, frames: left });
    expect((await client.must('push', { log, frames: right })).stored).toBe(2);
    expect((await client.must('push', { log, frames: [writer.write(['e']).bytes, twin.write(['f']).bytes] })).stored).toBe(2);
    expect((await pullAll(client, writer.genesis.log, server.identity.signer.identity)).frames.length).toBe(7);
    expect(server.ledger.find(writer.genesis.log)?.size()).toBe(7);
  });

  test('who is no member learns nothing: a log of others and a log that is not here are answered alike', async () => {
    const server = await serve();
    const { writer } = await founded(server);
    const stranger = await session(server, { device: createDevice(seededRandom(77)) });
    const answers = await Promise.all([logIdToBytes(writer.genesis.log), new Uint8Array(16)].map(async (log) => {
      const given: unknown[] = [];
      given.push(await stranger.ask('push', { log, frames: [writer.genesis.frame] }), await stranger.ask('pull', { log, from: 0, have: [], maxBytes: 10 }));
      given.push(await stranger.ask('requests', { log }), await stranger.ask('settle', { log, invitation: new Uint8Array(16) }), await stranger.ask('join', { log, request: new Uint8Array(9) }));
      given.push(await stranger.ask('blob.have', { log, blobs: [new Uint8Array(32)] }), await stranger.ask('blob.put', { log, blob: new Uint8Array(32), size: 1, from: 0, bytes: new Uint8Array(1) }), await stranger.ask('blob.get', { log, blob: new Uint8Array(32), from: 0, maxBytes: 1 }));
      return given;
    }));
    expect(answers[0]).toEqual(answers[1]);
    expect((answers[0] as { readonly status: number }[]).map(({ status }) => status)).toEqual(Array(8).fill(403));
    expect(await stranger.must('logs', {})).toEqual({ logs: [] });
  });

  test('frames that do not hold are refused by name and leave nothing behind', async () => {
    const server = await serve();
    const { writer, client } = await founded(server);
    const log = logIdToBytes(writer.genesis.log);
    const good = writer.write(['good']).bytes;
    const changed = (at: number) => good.map((value, index) => (index === at ? value ^ 1 : value));
    const fixed = (bytes: Uint8Array) => withCrc(bytes);
    const stranger = createWriter({ seed: 41, join: writer });
    const elsewhere = createWriter({ seed: 42, device: writer.device });
    const cases: readonly (readonly [string, Uint8Array])[] = [
      ['crc-mismatch', changed(good.length - 100)], ['malformed-frame', good.subarray(0, 200)], ['bad-signature', fixed(changed(12 + 350 + 5))], ['body-hash-mismatch', fixed(changed(good.length - 100))],
      ['not-a-member', stranger.write(['no']).bytes], ['wrong-log', elsewhere.write(['x']).bytes],
    ];
    for (const [name, frame] of cases) {
      const { status, error } = await client.ask('push', { log, frames: [frame] });
      expect([status, error?.error, error?.class]).toEqual([422, 'refused', name]);
    }
    expect((await client.must('push', { log, frames: [good] })).stored).toBe(1);
    expect((await pullAll(client, writer.genesis.log, server.identity.signer.identity)).frames.length).toBe(2);
  });
});

describe('after a restart', () => {
  test('everything is checked again and goes on; identity and pin are the same', async () => {
    const data = await createDataFolder();
    const first = await serve({ data });
    const { writer, client } = await founded(first);
    const log = logIdToBytes(writer.genesis.log);
    await client.must('push', { log, frames: Array.from({ length: 20 }, (_, index) => writer.write([`e${index}`]).bytes) });
    const before = await pullAll(client, writer.genesis.log, first.identity.signer.identity);
    await first.close();
    const second = await serve({ data });
    expect(second.firstVoucher).toBeNull();
    const again = await session({ address: second.address, identity: first.identity }, writer);
    expect((await pullAll(again, writer.genesis.log, first.identity.signer.identity)).checkpoint).toEqual(before.checkpoint);
    expect((await again.must('push', { log, frames: [writer.write(['more']).bytes] })).stored).toBe(1);
  });

  test('a server that has lost receipted frames signs nothing any more for that log', async () => {
    const data = await createDataFolder();
    const first = await serve({ data });
    const { writer, client } = await founded(first);
    const log = logIdToBytes(writer.genesis.log);
    await client.must('push', { log, frames: [writer.write(['a']).bytes, writer.write(['b']).bytes] });
    await first.close();
    const file = path.join(data, 'log', writer.genesis.log, '000001.frames');
    truncateSync(file, statSync(file).size - 10);
    const notices: string[] = [];
    const second = await serve({ data, onNotice: (text) => notices.push(text) });
    expect(notices.join('\n')).toContain('a checkpoint was signed over 3 frames, and 2 are here');
    const again = await session(second, writer);
    expect((await again.ask('pull', { log, from: 0, have: [], maxBytes: 100 })).error?.error).toBe('unavailable');
    const stranger = await session(second, { device: createDevice(seededRandom(78)) });
    expect((await stranger.ask('pull', { log, from: 0, have: [], maxBytes: 100 })).error?.error).toBe('not-allowed');
    expect(readdirSync(path.join(data, 'quarantine')).length).toBe(1);
  });

  test('the folder is for its owner alone, and a second process does not get it', async () => {
    const server = await serve();
    await expect(serve({ data: server.data })).rejects.toThrow('held');
    for (const name of readdirSync(path.join(server.data, 'identity'))) expect(statSync(path.join(server.data, 'identity', name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(server.data, 'identity', 'tls.key'), 'utf8')).toContain('PRIVATE KEY');
    expect(bytesToHex(server.identity.signer.identity)).toMatch(/^[0-9a-f]{64}$/);
  });
});

function withCrc(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(copy.length - 4, crcOf(copy.subarray(0, copy.length - 4)));
  return copy;
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const value of bytes) {
    crc ^= value;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
