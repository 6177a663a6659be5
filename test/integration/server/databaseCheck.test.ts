// Looking at a server whose records are in a database, before a start and beside it (docs/spec/server.md section 10).
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unwrap } from '#base';
import { logIdToBytes, readyCrypto, sha256 } from '#crypto';
import { openDatabaseStore } from '#server';
import { parseVoucherText, serverFingerprint } from '#sync';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { createWriter } from '../../../src/shared/log/testing/writer.ts';
import { startCluster, type Cluster } from '../../support/postgres.ts';
import { bucketEnvironment, openBucket } from '../../support/s3/bucketServer.ts';
import { createDataFolder, founded, serve } from '../../support/sync/harness.ts';

let cluster: Cluster;
beforeAll(async () => {
  await readyCrypto();
  cluster = await startCluster();
});
afterAll(() => cluster.remove());

async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<{ readonly code: number; readonly lines: readonly string[]; readonly err: string }> {
  let [out, err] = ['', ''];
  const code = await runCommandLine(args, { ...createTerminal(), environment, out: (text) => { out += text; }, err: (text) => { err += text; } });
  return { code, lines: out.split('\n').slice(0, -1), err };
}
const check = (data: string, url: string, ...more: readonly string[]) => run(['serve', '--check', '--data', data, '--database', url, ...more]);
const settings = [expect.stringMatching(/^ok\tPostgreSQL 1\d$/) as string, 'ok\tfsync is on', 'ok\tsynchronous_commit is on', 'ok\tfull_page_writes is on', 'ok\tthe connection to the database is local or verified'];

test('a live database: a line for each thing that holds; status, fsck and vouchers beside the node that serves', async () => {
  const url = await cluster.create('live');
  const server = await serve({ store: unwrap(await openDatabaseStore({ url })) });
  const { data } = server;
  const { writer, client } = await founded(server);
  const { log } = writer.genesis;
  await client.must('push', { log: logIdToBytes(log), frames: [writer.write(['a']).bytes] });
  const blob = new Uint8Array(7);
  await client.must('blob.put', { log: logIdToBytes(log), blob: sha256(blob), size: 7, from: 0, bytes: blob });
  const fingerprint = serverFingerprint(server.identity.signer.identity, server.identity.tls.pin);
  const head = [`ok\tthe identity has the fingerprint ${fingerprint}`, expect.stringMatching(/^ok\tthe folder has \d+ MiB of room$/) as string];
  const behind = ['ok\tthe database has schema 1', 'ok\tthe database belongs to this identity'];
  expect(await check(data, url)).toEqual({ code: 0, lines: [...head, ...settings, ...behind, `ok\t${log}\t2\tok`], err: '' });
  expect(await check(data, url, '--blobs', `file:${data}`)).toMatchObject({ code: 0, lines: [...head, ...settings, ...behind, 'ok\tthe place of blobs has those of 1 log', `ok\t${log}\t2\tok`] });
  expect(await run(['serve', '--check', '--data', data], { HOLDFAST_DATABASE: url })).toMatchObject({ code: 0, lines: expect.arrayContaining([`ok\t${log}\t2\tok`]) as string[] });
  expect(await run(['admin', 'status', '--data', data, '--database', url])).toMatchObject({ code: 0, lines: [`fingerprint ${fingerprint}`, 'logs 1', expect.stringMatching(new RegExp(`^${log}\t2\t\\d+\t7\t0\tok$`))] });
  expect(await run(['admin', 'fsck', '--data', data, '--database', url])).toEqual({ code: 0, lines: [`holds\t${log}\t2\t2\t1\t0\tok`], err: '' });
  const made = parseVoucherText((await run(['admin', 'voucher', '--data', data, '--database', url])).lines[0] ?? '');
  const again = createWriter({ seed: 8, device: writer.device });
  await client.must('found', { voucher: made.ok ? made.value : new Uint8Array(1), genesis: again.genesis.frame });
  expect((await run(['admin', 'status', '--data', data, '--database', url])).lines[1]).toBe('logs 2');
});

test('a database that was never used is a note, and stays as it is', async () => {
  const server = await serve();
  const url = await cluster.create('unused');
  const looked = await check(server.data, url, '--blobs', `file:${path.join(server.data, 'elsewhere')}`);
  expect(looked).toMatchObject({ code: 0, lines: expect.arrayContaining([...settings, 'note\tno server was started with this database yet: the start makes the schema', 'note\tthe place of blobs has none yet']) as string[] });
  expect(await cluster.sql('unused', `select nspname from pg_namespace where nspname = 'holdfast'`)).toEqual([]);
  expect(existsSync(path.join(server.data, 'elsewhere'))).toBe(false);
  for (const words of [['admin', 'status'], ['admin', 'fsck'], ['admin', 'voucher']]) expect(await run([...words, '--data', server.data, '--database', url])).toMatchObject({ code: 66, lines: [], err: expect.stringContaining('no server was started with this database yet') as string });
});

test('fsync = off, a newer schema, the identity of another server, no identity, and a database that is not there are each said', async () => {
  const url = await cluster.create('wrong');
  const server = await serve({ store: unwrap(await openDatabaseStore({ url })) });
  const stranger = await serve();
  const { data } = server;
  await server.close();
  const commands = [['serve', '--check'], ['admin', 'status'], ['admin', 'fsck'], ['admin', 'voucher']];
  /** What each command says, and that none of them ends well. */
  const expectRefused = async (folder: string, at: string, sentence: string): Promise<void> => {
    for (const words of commands) {
      const { code, lines, err } = await run([...words, '--data', folder, '--database', at]);
      expect([words, code === 0]).toEqual([words, false]);
      if (words[0] !== 'serve') expect([words, lines, err]).toEqual([words, [], expect.stringContaining(sentence)]);
      else expect([code, lines.filter((line) => line.startsWith('FAILED\t'))]).toEqual([1, [expect.stringContaining(sentence)]]);
    }
  };
  await expectRefused(stranger.data, url, 'the database belongs to a server with another identity');
  const bare = await createDataFolder();
  mkdirSync(bare, { recursive: true });
  expect((await check(bare, url)).code).toBe(1);
  expect(readdirSync(bare)).toEqual([]);
  await expectRefused(data, cluster.url('nowhere'), 'the database does not answer (3D000)');
  await cluster.sql('wrong', 'insert into holdfast.migrations (number) values (2), (3)');
  await expectRefused(data, url, 'the database has schema 3, and this program knows 1: serve it with a newer program');
  await cluster.sql('wrong', 'delete from holdfast.migrations where number > 1');
  expect((await check(data, url)).code).toBe(0);
  await cluster.stop('fast');
  await cluster.start({ fsync: 'off' });
  await expectRefused(data, url, 'the database does not write durably (fsync = off)');
  await cluster.stop('fast');
  await cluster.start();
  expect((await check(data, url)).code).toBe(0);
});

test('the place of blobs is opened for the look: one that refuses is a failure, one that does not answer is a note', async () => {
  const url = await cluster.create('places');
  const server = await serve({ store: unwrap(await openDatabaseStore({ url })) });
  const data = await createDataFolder();
  mkdirSync(data);
  cpSync(path.join(server.data, 'identity'), path.join(data, 'identity'), { recursive: true });
  await server.close();
  const bucket = await openBucket();
  const at = (environment: Readonly<Record<string, string>>, place = `s3:${bucket.url}/war-room`) => run(['serve', '--check', '--data', data, '--database', url, '--blobs', place, '--blobs-region', 'eu-test-1'], environment);
  expect(await at(bucketEnvironment)).toMatchObject({ code: 0, err: '', lines: expect.arrayContaining(['note\tthe place of blobs has none yet']) as string[] });
  bucket.objects.set(`war-room/blobs/${'ab'.repeat(16)}/${'cd'.repeat(32)}`, Buffer.alloc(3));
  expect(await at(bucketEnvironment)).toMatchObject({ code: 0, lines: expect.arrayContaining(['ok\tthe place of blobs has those of 1 log']) as string[] });
  expect(bucket.requests.map(({ method }) => method).filter((method) => method !== 'GET')).toEqual([]);
  const refused = await at({ ...bucketEnvironment, AWS_SECRET_ACCESS_KEY: 'another' });
  expect([refused.code, refused.lines.filter((line) => line.startsWith('FAILED\t')).length]).toEqual([1, 1]);
  expect(await at(bucketEnvironment, 'ftp:somewhere')).toMatchObject({ code: 1, lines: expect.arrayContaining(['FAILED\tblobs are kept in file:DIR or s3:https://HOST/BUCKET/PREFIX']) as string[] });
  bucket.fault = () => 'cut-early';
  expect(await at(bucketEnvironment)).toMatchObject({ code: 0, lines: expect.arrayContaining([expect.stringMatching(/^note\t.*wait in the spool until it does$/)]) as string[] });
  expect(readdirSync(data)).toEqual(['identity']);
});
