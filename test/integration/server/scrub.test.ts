// Everything is read again while it is served (docs/spec/server.md section 12).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { unwrap } from '#base';
import { logIdToBytes, readyCrypto, sha256 } from '#crypto';
import { openBlobs, type ServerOptions } from '#server';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { bucketEnvironment, bucketKeys, openBucket } from '../../support/s3/bucketServer.ts';
import { createDataFolder, founded, serve, session } from '../../support/sync/harness.ts';

beforeAll(readyCrypto);
const scrub: ServerOptions['scrub'] = { bytesPerSecond: 2 ** 30, roundMs: 50 };
const wait = { timeout: 30_000 };
const flip = (file: string, at: number): void => {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 4;
  writeFileSync(file, bytes);
};
const metrics = { host: '127.0.0.1', port: 0 };
async function ask(server: { readonly metricsAddress: { readonly port: number } | null }, what: string): Promise<string> {
  return (await fetch(`http://127.0.0.1:${server.metricsAddress?.port}/${what}`)).text();
}

test('a blob that has changed is put aside, is not whole any more, and is mended by the copy of a console', async () => {
  const notices: string[] = [];
  const server = await serve({ scrub, metrics, onNotice: (text) => notices.push(text) });
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  const bytes = seededRandom(3)(1_500_000);
  const blob = sha256(bytes);
  const put = async (): Promise<void> => {
    for (let from = 0; from < bytes.length; from += 1_000_000) await client.must('blob.put', { log, blob, size: bytes.length, from, bytes: bytes.subarray(from, from + 1_000_000) });
  };
  await put();
  const rounds = server.scrub?.state().rounds ?? 0;
  await expect.poll(() => server.scrub?.state().rounds, wait).toBeGreaterThan(rounds + 1);
  expect([server.scrub?.state().damaged, await ask(server, 'healthz')]).toEqual([0, 'ok\n']);
  const name = Buffer.from(blob).toString('hex');
  const file = path.join(server.data, 'blobs', writer.genesis.log, name);
  flip(file, 1_200_000);
  await expect.poll(async () => (await client.must('blob.have', { log, blobs: [blob] })).bytes[0], wait).toBe(0);
  expect((await client.must('blob.get', { log, blob, from: 0, maxBytes: 10 })).size).toBe(0);
  expect(readdirSync(path.join(server.data, 'quarantine'))).toEqual([expect.stringMatching(new RegExp(`^${writer.genesis.log}-${name}-[0-9a-f]{8}\\.blob$`))]);
  await expect.poll(() => ask(server, 'healthz'), wait).toContain('put aside');
  expect(await ask(server, 'metrics')).toMatch(/^holdfast_scrub_damaged 1$/m);
  expect(notices.filter((text) => text.includes('damaged and was put aside')).length).toBe(1);
  await put();
  expect((await client.must('blob.have', { log, blobs: [blob] })).bytes).toEqual([null]);
  await expect.poll(() => ask(server, 'healthz'), wait).toBe('ok\n');
  expect(notices.at(-1)).toContain('is whole again');
});

test('a log of which frames have changed is not served any more, and is again when the copy is put back', async () => {
  const notices: string[] = [];
  const server = await serve({ scrub, metrics, onNotice: (text) => notices.push(text) });
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  await client.must('push', { log, frames: ['a', 'b', 'c'].map((text) => writer.write([text.repeat(200)]).bytes) });
  const rounds = server.scrub?.state().rounds ?? 0;
  await expect.poll(() => server.scrub?.state().rounds, wait).toBeGreaterThan(rounds + 1);
  const file = path.join(server.data, 'log', writer.genesis.log, '000001.frames');
  const whole = readFileSync(file);
  flip(file, whole.length - 900);
  await expect.poll(() => server.ledger.broken().size, wait).toBe(1);
  expect((await client.ask('pull', { log, from: 0, have: [], maxBytes: 1_000 })).error?.error).toBe('unavailable');
  expect((await client.ask('push', { log, frames: [writer.write(['d']).bytes] })).error?.error).toBe('unavailable');
  expect(await ask(server, 'healthz')).toBe('some logs are not served\n');
  writeFileSync(file, whole);
  await expect.poll(() => server.ledger.broken().size, wait).toBe(0);
  expect((await client.must('pull', { log, from: 0, have: [], maxBytes: 100_000 })).items.length).toBe(4);
  expect(notices.map((text) => /not served any more|served again/.exec(text)?.[0]).filter(Boolean)).toEqual(['not served any more', 'served again']);
});

test('a round goes on after a restart where it was, and can be paused', async () => {
  const data = await createDataFolder();
  let server = await serve({ data });
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  const blobs = Array.from({ length: 6 }, (_, index) => seededRandom(index + 20)(300_000));
  for (const bytes of blobs) await client.must('blob.put', { log, blob: sha256(bytes), size: bytes.length, from: 0, bytes });
  await server.close();
  const slow = { bytesPerSecond: 1_000, roundMs: 3_600_000 };
  const names = blobs.map((bytes) => Buffer.from(sha256(bytes)).toString('hex')).toSorted();
  writeFileSync(path.join(data, 'scrub.json'), JSON.stringify({ format: 'holdfast-scrub', rounds: 4, began: Date.now(), at: { log: writer.genesis.log, after: names[2] }, frames: 9, blobs: 3, bytes: 5, damaged: 0, aside: [] }));
  server = await serve({ data, scrub: { ...slow, bytesPerSecond: 2 ** 30 } });
  await expect.poll(() => server.scrub?.state().rounds, wait).toBe(5);
  expect(server.scrub?.state()).toMatchObject({ at: null, blobs: 6, bytes: 900_005, frames: 9 });
  await server.close();
  const kept = JSON.parse(readFileSync(path.join(data, 'scrub.json'), 'utf8')) as { readonly rounds: number };
  expect(kept.rounds).toBe(5);
  // A state that is not one begins anew, and an end does not wait for a slow rate.
  writeFileSync(path.join(data, 'scrub.json'), '{"rounds":"many"}');
  server = await serve({ data, scrub: slow });
  await expect.poll(() => server.scrub?.state().at ?? null, wait).not.toBeNull();
  server.scrub?.pause();
  expect(server.scrub?.numbers()['scrub_running']).toBe(0);
  server.scrub?.resume();
  await server.close();
  expect(server.scrub?.state().rounds).toBe(0);
});

test('an object that a store has changed or cut is found, kept beside, and not whole until it is sent again', async () => {
  const bucket = await openBucket();
  const data = await createDataFolder();
  const blobs = unwrap(await openBlobs({ place: `s3:${bucket.url}`, data, region: bucketKeys.region, variables: bucketEnvironment, pace: { backoffMs: 2 } }));
  const server = await serve({ data, blobs, scrub });
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  const [one, other] = [seededRandom(7)(20_000), seededRandom(8)(30_000)];
  for (const bytes of [one, other]) await client.must('blob.put', { log, blob: sha256(bytes), size: bytes.length, from: 0, bytes });
  const name = (bytes: Uint8Array) => `blobs/${writer.genesis.log}/${Buffer.from(sha256(bytes)).toString('hex')}`;
  const changed = Buffer.from(one);
  changed[9_000] = (changed[9_000] ?? 0) ^ 1;
  bucket.objects.set(name(one), changed);
  bucket.objects.set(name(other), Buffer.from(other.subarray(0, 29_000)));
  await expect.poll(async () => (await client.must('blob.have', { log, blobs: [sha256(one), sha256(other)] })).bytes, wait).toEqual([0, 0]);
  const aside = [...bucket.objects].filter(([key]) => key.startsWith('quarantine/'));
  expect(aside.map(([, bytes]) => bytes.length).toSorted()).toEqual([20_000, 29_000]);
  for (const bytes of [one, other]) await client.must('blob.put', { log, blob: sha256(bytes), size: bytes.length, from: 0, bytes });
  expect([bucket.objects.get(name(one))?.equals(one), bucket.objects.get(name(other))?.equals(other)]).toEqual([true, true]);
  await expect.poll(() => server.scrub?.state().aside.length, wait).toBe(0);
  const again = await session(server, writer);
  expect((await again.must('blob.have', { log, blobs: [sha256(one), sha256(other)] })).bytes).toEqual([null, null]);
});
