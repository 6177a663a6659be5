// Sealed parts in a store that speaks S3 (docs/spec/server.md section 11). The store of these tests checks every signature and every hash by itself.
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { equalBytes, unwrap } from '#base';
import { logIdToBytes, readyCrypto, sha256 } from '#crypto';
import { openBlobs, type BlobPlaceOptions, type BlobStore } from '#server';
import { parsePairing, parseVoucherText } from '#sync';
import { runCommandLine } from '../../../src/cli/run.ts';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { createWriter, seededRandom, type TestWriter } from '../../../src/shared/log/testing/writer.ts';
import { bucketEnvironment, bucketKeys, openBucket, type Bucket, type Fault } from '../../support/s3/bucketServer.ts';
import { logIn, type SyncClient } from '../../support/sync/client.ts';
import { createDataFolder, founded, serve, session } from '../../support/sync/harness.ts';

beforeAll(readyCrypto);
const PIECE = 1_048_576;
const quickly = { backoffMs: 2, idleMs: 400, waitMs: 10_000, sweepMs: 100_000 };

async function blobsAt(bucket: Bucket, data: string, more: Partial<BlobPlaceOptions> = {}): Promise<BlobStore> {
  const blobs = unwrap(await openBlobs({ place: `s3:${bucket.url}/team/a`, data, region: bucketKeys.region, variables: bucketEnvironment, pace: quickly, ...more }));
  let closed: Promise<void> | null = null;
  const store = { ...blobs, close: () => (closed ??= blobs.close()) };
  onTestFinished(store.close);
  return store;
}

function part(writer: TestWriter, length: number, seed = 5) {
  const log = logIdToBytes(writer.genesis.log);
  const bytes = seededRandom(seed)(length);
  const blob = sha256(bytes);
  const name = `team/a/blobs/${writer.genesis.log}/${Buffer.from(blob).toString('hex')}`;
  return { log, bytes, blob, name, piece: (from: number) => ({ log, blob, size: bytes.length, from, bytes: bytes.subarray(from, from + PIECE) }) };
}
const spooled = (data: string) => readdirSync(path.join(data, 'spool'), { recursive: true, encoding: 'utf8' }).filter((name) => /[0-9a-f]{64}/.test(name));

async function sendAll(client: SyncClient, one: ReturnType<typeof part>, from = 0): Promise<void> {
  for (let at = from; at < one.bytes.length; at += PIECE) await client.must('blob.put', one.piece(at));
}
async function fetchAll(client: SyncClient, { log, blob }: ReturnType<typeof part>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let from = 0; ; from += pieces.at(-1)?.length ?? 0) {
    const got = await client.must('blob.get', { log, blob, from, maxBytes: 900_000 });
    if (got.bytes.length === 0) return Buffer.concat(pieces);
    pieces.push(got.bytes);
  }
}

describe('a blob', () => {
  test('is spooled piece by piece over a restart, goes up in one signed request with its own hash, and comes back in ranges; another server of the bucket has it too', async () => {
    const bucket = await openBucket();
    const data = await createDataFolder();
    let server = await serve({ data, blobs: await blobsAt(bucket, data) });
    const { writer, client } = await founded(server);
    const one = part(writer, 3 * PIECE + 17);
    expect(await client.must('blob.have', { log: one.log, blobs: [one.blob] })).toEqual({ bytes: [0] });
    await client.must('blob.put', one.piece(0));
    expect([bucket.objects.size, spooled(data).length]).toEqual([0, 1]);
    await server.close();
    server = await serve({ data, blobs: await blobsAt(bucket, data) });
    const again = await session(server, writer);
    expect(await again.must('blob.have', { log: one.log, blobs: [one.blob] })).toEqual({ bytes: [PIECE] });
    await sendAll(again, one, PIECE);
    expect([...bucket.objects.keys()]).toEqual([one.name]);
    expect(bucket.requests.filter(({ method }) => method === 'PUT').map(({ headers }) => headers['x-amz-content-sha256'])).toEqual([Buffer.from(one.blob).toString('hex')]);
    expect(spooled(data)).toEqual([]);
    expect(await again.must('blob.have', { log: one.log, blobs: [one.blob] })).toEqual({ bytes: [null] });
    expect(equalBytes(await fetchAll(again, one), one.bytes)).toBe(true);
    expect(await again.must('blob.get', { log: one.log, blob: one.blob, from: one.bytes.length, maxBytes: 10 })).toEqual({ bytes: new Uint8Array(0), size: one.bytes.length });

    const other = await createDataFolder();
    const blobs = await blobsAt(bucket, other);
    expect(unwrap(await blobs.blob(writer.genesis.log, Buffer.from(one.blob).toString('hex')))).toEqual({ bytes: one.bytes.length, whole: true });
    expect(await blobs.bytes(writer.genesis.log)).toBe(one.bytes.length);
    expect(unwrap(await blobs.list(writer.genesis.log, ''))).toEqual([Buffer.from(one.blob).toString('hex')]);
  });

  const passing: readonly (readonly [string, Fault])[] = [
    ['a store that asks to slow down', { status: 503, code: 'SlowDown' }], ['a connection that is cut at its beginning', 'cut-early'], ['a connection that is cut before the answer', 'cut-late'], ['silence', 'silence'],
  ];
  test.each(passing)('outlasts %s', async (_name, fault) => {
    const bucket = await openBucket();
    const data = await createDataFolder();
    const server = await serve({ data, blobs: await blobsAt(bucket, data) });
    const { writer, client } = await founded(server);
    const one = part(writer, PIECE + 3);
    let faults = 2;
    bucket.fault = ({ method }) => (method === 'PUT' && (faults -= 1) >= 0 ? fault : null);
    await sendAll(client, one);
    expect(bucket.objects.get(one.name)?.equals(one.bytes)).toBe(true);
    let cuts = 2;
    bucket.fault = ({ method }) => (method === 'GET' && (cuts -= 1) >= 0 ? 'cut-answer' : null);
    expect(equalBytes(await fetchAll(client, one), one.bytes)).toBe(true);
  });

  const lasting: readonly (readonly [string, Fault, Readonly<Record<string, string>>])[] = [
    ['has no room', { status: 507, code: 'XMinioStorageFull' }, { error: 'quota', what: 'disk' }],
    ['says that it stored and did not', 'forgets', { error: 'unavailable' }],
    ['lets nobody in any more', { status: 403, code: 'AccessDenied' }, { error: 'unavailable' }],
  ];
  test.each(lasting)('waits in the spool while the store %s, and goes up when the server asks again or starts again', async (_name, fault, error) => {
    const bucket = await openBucket();
    const data = await createDataFolder();
    const notices: string[] = [];
    const server = await serve({ data, blobs: await blobsAt(bucket, data, { onNotice: (text) => notices.push(text) }) });
    const { writer, client } = await founded(server);
    const [one, other] = [part(writer, 2_000), part(writer, 3_000, 6)];
    bucket.fault = ({ method }) => (method === 'PUT' ? fault : null);
    for (const each of [one, other]) expect((await client.ask('blob.put', each.piece(0))).error).toMatchObject(error);
    expect([spooled(data).length, notices.length]).toEqual([2, 1]);
    // All of it is here and it is not whole: nothing says that it is.
    expect(await client.must('blob.have', { log: one.log, blobs: [one.blob] })).toEqual({ bytes: [2_000] });
    expect((await client.must('blob.get', { log: one.log, blob: one.blob, from: 0, maxBytes: 10 })).size).toBe(0);
    bucket.fault = () => null;
    expect(await client.must('blob.put', one.piece(0))).toEqual({ bytes: 2_000 });
    expect([bucket.objects.has(one.name), bucket.objects.has(other.name), notices.length]).toEqual([true, false, 2]);
    await server.close();
    const blobs = await blobsAt(bucket, data);
    await expect.poll(() => bucket.objects.has(other.name), { timeout: 20_000 }).toBe(true);
    await expect.poll(() => spooled(data), { timeout: 20_000 }).toEqual([]);
    expect(unwrap(await blobs.blob(writer.genesis.log, Buffer.from(other.blob).toString('hex'))).whole).toBe(true);
  });

  test('that the store takes long for is waited for a while, and asked for again', async () => {
    const bucket = await openBucket();
    const data = await createDataFolder();
    const server = await serve({ data, blobs: await blobsAt(bucket, data, { pace: { ...quickly, waitMs: 20 } }) });
    const { writer, client } = await founded(server);
    const one = part(writer, 500);
    let open = false;
    bucket.fault = ({ method }) => (method === 'PUT' && !open ? 'silence' : null);
    expect((await client.ask('blob.put', one.piece(0))).error).toMatchObject({ error: 'slow-down', retryAfterMs: 2_000 });
    open = true;
    await expect.poll(async () => (await client.ask('blob.put', one.piece(0))).value?.bytes, { timeout: 20_000 }).toBe(500);
    expect(bucket.objects.has(one.name)).toBe(true);
  });
});

test('a store that does not answer is not taken for an empty one', async () => {
  const bucket = await openBucket();
  const data = await createDataFolder();
  const server = await serve({ data, blobs: await blobsAt(bucket, data) });
  const { writer, client } = await founded(server);
  const one = part(writer, 500);
  bucket.fault = () => ({ status: 503, code: 'SlowDown' });
  expect((await client.ask('blob.have', { log: one.log, blobs: [one.blob] })).error?.error).toBe('unavailable');
  expect((await client.ask('blob.get', { log: one.log, blob: one.blob, from: 0, maxBytes: 10 })).error?.error).toBe('unavailable');
  // Records have nothing to do with it.
  expect((await client.must('push', { log: one.log, frames: [writer.write(['a']).bytes] })).stored).toBe(1);
});

test('a start says what is wrong: the clock, the credentials, the bucket, the region, plain HTTP, a spool that is taken', async () => {
  const bucket = await openBucket();
  const data = await createDataFolder();
  const open = (more: Partial<BlobPlaceOptions>) => openBlobs({ place: `s3:${bucket.url}`, data, region: bucketKeys.region, variables: bucketEnvironment, pace: quickly, ...more });
  const said = async (more: Partial<BlobPlaceOptions>) => {
    const opened = await open(more);
    return opened.ok ? 'opened' : `${opened.error.kind}: ${opened.error.message}`;
  };
  bucket.skew = 3_600_000;
  expect(await said({})).toMatch(/^usage: the clock of this machine .*RequestTimeTooSkewed/);
  bucket.skew = 0;
  expect(await said({ variables: { ...bucketEnvironment, AWS_SECRET_ACCESS_KEY: 'other' } })).toMatch(/^usage: .*does not let this server in.*SignatureDoesNotMatch/);
  expect(await said({ region: 'us-east-1' })).toMatch(/the region \(AuthorizationHeaderMalformed/);
  expect(await said({ place: `s3:${bucket.url.replace('evidence', 'another')}` })).toMatch(/no such bucket/);
  expect(await said({ variables: {} })).toMatch(/AWS_ACCESS_KEY_ID/);
  expect(await said({ place: 's3:http://store.example/evidence' })).toMatch(/https only/);
  for (const place of ['s3:https://name:secret@store.example/evidence', 's3:https://store.example/evidence?secret=1']) expect(await said({ place })).toMatch(/credentials come from/);
  for (const place of ['s3:https://store.example/', 's3:nothing', 'ftp:x', 's3:https://store.example/Bu_cket', 's3:https://store.example/evidence/a b']) expect(await said({ place })).toMatch(/^usage/);
  await blobsAt(bucket, data);
  expect(await said({})).toMatch(/^held/);
  await bucket.close();
  const notices: string[] = [];
  expect(await said({ data: await createDataFolder(), onNotice: (text) => notices.push(text) })).toBe('opened');
  expect(notices).toEqual([expect.stringContaining('does not answer')]);
});

test('credentials and what was typed are in no file of the server, in no line, no notice, no number', async () => {
  const bucket = await openBucket();
  const data = await createDataFolder();
  const said: string[] = [];
  const server = await serve({ data, blobs: await blobsAt(bucket, data, { onNotice: (text) => said.push(text) }), onNotice: (text) => said.push(text), observer: { onRequest: (handled) => said.push(JSON.stringify(handled)), onBug: (_verb, error) => said.push(String(error)) } });
  const { writer, client } = await founded(server);
  const one = part(writer, 5_000);
  await client.must('push', { log: one.log, frames: [writer.write(['Isolated srv-file-1']).bytes] });
  bucket.fault = () => ({ status: 403, code: 'AccessDenied' });
  await client.ask('blob.put', one.piece(0));
  bucket.fault = () => null;
  await sendAll(client, one);
  await server.close();
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).map((name) => path.join(data, name)).filter((file) => statSync(file).isFile());
  const everything = Buffer.concat([...files.map((file) => readFileSync(file)), Buffer.from(said.join('\n') + server.metrics.text({}))]);
  expect(everything.includes(Buffer.from(one.log)) && said.length > 4).toBe(true);
  for (const secret of [bucketKeys.id, bucketKeys.secret, bucketKeys.token, 'srv-file']) expect([secret, everything.includes(Buffer.from(secret))]).toEqual([secret, false]);
  // What the store is sent is sealed, and names nothing but ids and hashes.
  expect([...bucket.objects.keys()].every((name) => /^team\/a\/blobs\/[0-9a-f]{32}\/[0-9a-f]{64}$/.test(name))).toBe(true);
  expect(bucket.requests.every(({ headers }) => !JSON.stringify(headers).includes(bucketKeys.secret))).toBe(true);
});

test('a server that was killed between its spool and the store sends what waits when it starts again', async () => {
  const bucket = await openBucket();
  const data = await createDataFolder();
  const server = await serve({ data, blobs: await blobsAt(bucket, data, { pace: { ...quickly, waitMs: 20 } }) });
  const { writer, client } = await founded(server);
  const [one, other] = [part(writer, 40_000), part(writer, 2 * PIECE, 6)];
  bucket.fault = ({ method }) => (method === 'PUT' ? 'silence' : null);
  expect((await client.ask('blob.put', one.piece(0))).error?.error).toBe('slow-down');
  await client.must('blob.put', other.piece(0));
  // What lies on the disk at this moment is what a kill leaves.
  const left = await createDataFolder();
  cpSync(path.join(data, 'spool', 'blobs'), path.join(left, 'spool', 'blobs'), { recursive: true });
  bucket.fault = () => null;
  const blobs = await blobsAt(bucket, left);
  await expect.poll(() => bucket.objects.get(one.name)?.equals(one.bytes), { timeout: 20_000 }).toBe(true);
  expect(unwrap(await blobs.blob(writer.genesis.log, path.basename(other.name)))).toEqual({ bytes: PIECE, whole: false });
});

test('a blob that was damaged while it waited does not go up: it is put aside, and taken anew', async () => {
  const bucket = await openBucket();
  const data = await createDataFolder();
  const server = await serve({ data, blobs: await blobsAt(bucket, data) });
  const { writer, client } = await founded(server);
  const one = part(writer, 40_000);
  bucket.fault = ({ method }) => (method === 'PUT' ? { status: 507, code: 'QuotaExceeded' } : null);
  expect((await client.ask('blob.put', one.piece(0))).error?.what).toBe('disk');
  const file = path.join(data, 'spool', spooled(data)[0] ?? '');
  writeFileSync(file, readFileSync(file).map((value, at) => (at === 30_000 ? value ^ 1 : value)));
  bucket.fault = () => null;
  expect((await client.ask('blob.put', one.piece(0))).error).toMatchObject({ error: 'refused', class: 'blob-hash-mismatch' });
  expect([bucket.objects.size, readdirSync(path.join(data, 'spool', 'quarantine')).length]).toEqual([0, 1]);
  expect(await client.must('blob.have', { log: one.log, blobs: [one.blob] })).toEqual({ bytes: [0] });
  await sendAll(client, one);
  expect(bucket.objects.get(one.name)?.equals(one.bytes)).toBe(true);
});

test('wrong bytes of a store are not hidden from a console: it compares the hash', async () => {
  const bucket = await openBucket();
  const data = await createDataFolder();
  const server = await serve({ data, blobs: await blobsAt(bucket, data) });
  const { writer, client } = await founded(server);
  const one = part(writer, 10_000);
  await sendAll(client, one);
  bucket.objects.set(one.name, Buffer.from(one.bytes.map((value, at) => (at === 5_000 ? value ^ 1 : value))));
  const got = await fetchAll(client, one);
  expect([got.length, equalBytes(sha256(got), one.blob)]).toEqual([10_000, false]);
});

test('the commands take the place of blobs and the credentials from the environment or a file, and say which is missing', async () => {
  const bucket = await openBucket();
  const data = await createDataFolder();
  let [out, err] = ['', ''];
  const terminal = (environment: Readonly<Record<string, string>>) => ({ ...createTerminal(), environment, out: (text: string) => { out += text; }, err: (text: string) => { err += text; } });
  const place = ['--data', data, '--blobs', `s3:${bucket.url}`, '--blobs-region', bucketKeys.region];
  expect(await runCommandLine(['serve', ...place, '--listen', '127.0.0.1:0'], terminal({}))).toBe(64);
  expect(err).toContain('AWS_ACCESS_KEY_ID');
  const ended = runCommandLine(['serve', ...place, '--listen', '127.0.0.1:0', '--scrub', '100', '--quiet'], terminal(bucketEnvironment));
  await expect.poll(() => /^pairing (.*)$/m.exec(out)?.[1] ?? null, { timeout: 20_000 }).not.toBeNull();
  const pairing = parsePairing(/^pairing (.*)$/m.exec(out)?.[1] ?? '');
  const voucher = parseVoucherText(/voucher[^\n]*\n([A-Z2-7-]+)/.exec(out)?.[1] ?? '');
  if (!pairing.ok || !voucher.ok) throw new Error('the server did not say who it is');
  const writer = createWriter({ seed: 91 });
  const client = await logIn(pairing.value.address, writer.device, pairing.value);
  await client.must('found', { voucher: voucher.value, genesis: writer.genesis.frame });
  const bytes = seededRandom(9)(7_000);
  await client.must('blob.put', { log: logIdToBytes(writer.genesis.log), blob: sha256(bytes), size: 7_000, from: 0, bytes });
  client.close();
  process.emit('SIGUSR2');
  process.emit('SIGUSR2');
  expect(err).toContain('the scrub is paused\nholdfast: the scrub goes on');
  process.emit('SIGTERM');
  expect([await ended, bucket.objects.size]).toEqual([0, 1]);
  const file = path.join(data, 'credentials');
  writeFileSync(file, `[other]\naws_access_key_id = x\n[default]\naws_access_key_id = ${bucketKeys.id}\naws_secret_access_key=${bucketKeys.secret}\naws_session_token = ${bucketKeys.token}\n`);
  out = '';
  expect(await runCommandLine(['admin', 'scrub', ...place, '--blobs-credentials', file], terminal({}))).toBe(0);
  expect(out).toBe('blobs 1\nbytes 7000\n');
  out = '';
  expect(await runCommandLine(['admin', 'status', ...place, '--blobs-credentials', file], terminal({}))).toBe(0);
  expect(out).toMatch(new RegExp(`^fingerprint .*\nlogs 1\nblobs s3:.*\n${writer.genesis.log}\t1\t\\d+\t7000\t0\tok\n$`));
  out = '';
  expect(await runCommandLine(['admin', 'fsck', ...place, '--blobs-credentials', file], terminal({}))).toBe(0);
  expect(out).toMatch(/^blobs s3:.*\nholds\t/);
  // Without the place it is said that nobody looked there.
  for (const words of [['admin', 'status'], ['admin', 'fsck']]) {
    out = '';
    expect(await runCommandLine([...words, '--data', data], terminal({}))).toBe(0);
    expect(out).toContain('blobs NOT LOOKED AT');
  }
  out = '';
  for (const [name] of bucket.objects) bucket.objects.set(name, Buffer.alloc(7_000));
  expect(await runCommandLine(['admin', 'scrub', ...place, '--blobs-credentials', file], terminal({}))).toBe(1);
  expect([...bucket.objects.keys()].every((name) => name.startsWith('blobs/'))).toBe(true);
  expect(`${out}${err}`.includes(bucketKeys.secret)).toBe(false);
  expect(await runCommandLine(['serve', ...place, '--scrub', 'often'], terminal(bucketEnvironment))).toBe(64);
});
