// Sealed parts of evidence, and requests to join, on a server.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { equalBytes } from '#base';
import { createDevice, logIdToBytes, readyCrypto, sha256 } from '#crypto';
import { createWriter, seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { logIn } from '../../support/sync/client.ts';
import { createDataFolder, founded, serve, session } from '../../support/sync/harness.ts';

beforeAll(readyCrypto);
const PIECE = 1_048_576;

describe('blobs', () => {
  test('go up in pieces, go on after a restart where they ended, and come back the same', async () => {
    const data = await createDataFolder();
    let server = await serve({ data });
    const { writer, client } = await founded(server);
    const log = logIdToBytes(writer.genesis.log);
    const bytes = seededRandom(5)(3 * PIECE + 17);
    const blob = sha256(bytes);
    const put = (from: number, end = from + PIECE) => ({ log, blob, size: bytes.length, from, bytes: bytes.subarray(from, Math.min(end, bytes.length)) });
    expect(await client.must('blob.have', { log, blobs: [blob, new Uint8Array(32)] })).toEqual({ bytes: [0, 0] });
    expect(await client.must('blob.put', put(0))).toEqual({ bytes: PIECE });
    expect(await client.must('blob.put', put(0))).toEqual({ bytes: PIECE });
    expect(await client.must('blob.put', put(2 * PIECE))).toEqual({ bytes: PIECE });
    expect(await client.must('blob.get', { log, blob, from: 0, maxBytes: 10 })).toEqual({ bytes: new Uint8Array(0), size: 0 });
    await server.close();
    server = await serve({ data });
    const again = await session(server, writer);
    expect(await again.must('blob.have', { log, blobs: [blob] })).toEqual({ bytes: [PIECE] });
    for (let from = PIECE; from < bytes.length; from += PIECE) await again.must('blob.put', put(from));
    expect(await again.must('blob.have', { log, blobs: [blob] })).toEqual({ bytes: [null] });
    const pieces: Uint8Array[] = [];
    for (let from = 0; from < bytes.length; from += pieces.at(-1)?.length ?? 1) pieces.push((await again.must('blob.get', { log, blob, from, maxBytes: 900_000 })).bytes);
    expect(equalBytes(Buffer.concat(pieces), bytes)).toBe(true);
    expect(await again.must('blob.put', put(0))).toEqual({ bytes: bytes.length });
  });

  test('a whole with another hash is thrown away; a wrong length does not block the right one', async () => {
    const server = await serve();
    const { writer, client } = await founded(server);
    const log = logIdToBytes(writer.genesis.log);
    const bytes = seededRandom(6)(1000);
    const blob = sha256(bytes);
    const wrong = await client.ask('blob.put', { log, blob, size: 1000, from: 0, bytes: bytes.map((value) => value ^ 1) });
    expect([wrong.status, wrong.error?.error, wrong.error?.class]).toEqual([422, 'refused', 'blob-hash-mismatch']);
    expect(await client.must('blob.have', { log, blobs: [blob] })).toEqual({ bytes: [0] });
    await client.must('blob.put', { log, blob, size: 5000, from: 0, bytes: new Uint8Array(2000) });
    expect(await client.must('blob.put', { log, blob, size: 1000, from: 0, bytes })).toEqual({ bytes: 1000 });
    expect((await client.ask('blob.put', { log, blob: sha256(blob), size: 5, from: 3, bytes: new Uint8Array(3) })).error?.error).toBe('bad-request');
    expect(readdirSync(path.join(server.data, 'blobs', writer.genesis.log)).length).toBe(1);
  });

  test('begun blobs of a device and bytes of a day are bounded', async () => {
    const server = await serve({ settings: { quotas: { logBytes: 1e9, logFrames: 1e6, deviceDayBytes: 40_000, feedsOfDevice: 64, openBlobs: 3 } } });
    const { writer, client } = await founded(server);
    const log = logIdToBytes(writer.genesis.log);
    const begin = (fill: number, length = 10) => client.ask('blob.put', { log, blob: new Uint8Array(32).fill(fill), size: 100_000, from: 0, bytes: new Uint8Array(length) });
    for (const fill of [1, 2, 3]) expect((await begin(fill)).error).toBeNull();
    expect((await begin(4)).error).toMatchObject({ error: 'quota', what: 'open-blobs' });
    expect((await client.ask('blob.put', { log, blob: new Uint8Array(32).fill(1), size: 100_000, from: 10, bytes: new Uint8Array(50_000) })).error).toMatchObject({ error: 'quota', what: 'device-day' });
    expect((await client.must('push', { log, frames: [writer.write(['journal']).bytes] })).stored).toBe(1);
  });
});

test('a request to join needs an invitation, and only of the device that asks', async () => {
  const server = await serve();
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  const guest = await logIn(server.address, createDevice(seededRandom(31)));
  for (const request of [new Uint8Array(10), new Uint8Array(4096)]) expect((await guest.ask('join', { log, request })).error?.error).toBe('not-allowed');
  expect(await client.must('requests', { log })).toEqual({ requests: [] });
  expect(await client.must('settle', { log, invitation: new Uint8Array(16) })).toEqual({});
  guest.close();
});

test('nothing that was typed can be found in the folder, in the numbers or in the lines', async () => {
  const lines: string[] = [];
  const server = await serve({ observer: { onRequest: (handled) => lines.push(JSON.stringify(handled)), onBug: (_verb, error) => lines.push(String(error)) } });
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  const planted = ['Isolated srv-file-1 from the network', 'Kari Moen', 'correct horse battery'];
  await client.must('push', { log, frames: planted.map((text) => writer.write([text]).bytes) });
  await client.ask('push', { log, frames: [createWriter({ seed: 71, join: writer }).write(planted).bytes] });
  await server.close();
  const everything = Buffer.concat([...filesOf(server.data).map((file) => readFileSync(file)), Buffer.from(lines.join('\n') + server.metrics.text({}))]);
  // What the test plants would be found if it were there: the log id is.
  expect(everything.includes(Buffer.from(log)) && lines.length > 3).toBe(true);
  for (const text of [...planted, 'srv-file', 'Ada Lind', 'Europe/Oslo']) for (const encoding of ['utf8', 'utf16le', 'base64'] as const) expect([text, encoding, everything.includes(Buffer.from(Buffer.from(text, 'utf8').toString(encoding === 'base64' ? 'base64' : 'utf8').replace(/=+$/, ''), encoding === 'base64' ? 'utf8' : encoding))]).toEqual([text, encoding, false]);
  expect(lines.join('\n')).not.toMatch(/127\.0\.0\.1|::1/);
});

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)).filter((file) => statSync(file).isFile());
}
