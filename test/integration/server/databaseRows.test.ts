// Rows of a database that were changed behind the server's back (docs/spec/server.md section 9.3), and a dump that was put back.
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { unwrap, type LogId } from '#base';
import { logIdToBytes, readyCrypto } from '#crypto';
import { openDatabaseStore, type RunningServer } from '#server';
import { signCheckpoint, voucherText } from '#sync';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import type { TestWriter } from '../../../src/shared/log/testing/writer.ts';
import { must, note, INCIDENT } from '../../support/engineHarness.ts';
import { startCluster, type Cluster } from '../../support/postgres.ts';
import { arm, closeConsole, connectTo, openConsole, pairWith } from '../../support/sync/console.ts';
import { pullAll } from '../../support/sync/follow.ts';
import { createDataFolder, founded, serve, session } from '../../support/sync/harness.ts';

let cluster: Cluster;
beforeAll(async () => {
  await readyCrypto();
  cluster = await startCluster();
});
afterAll(() => cluster.remove());

interface Kept { readonly data: string; readonly log: LogId; readonly writer: TestWriter; readonly identity: RunningServer['identity'] }
const root = (fill: number) => new Uint8Array(32).fill(fill);

/** A log of six leaves with its checkpoint, and no server that runs on it. */
async function keep(database: string): Promise<Kept> {
  const data = await createDataFolder();
  const server = await serve({ data, store: unwrap(await openDatabaseStore({ url: await cluster.create(database) })) });
  const { writer, client } = await founded(server);
  await client.must('push', { log: logIdToBytes(writer.genesis.log), frames: ['a', 'b', 'c', 'd', 'e'].map((text) => writer.write([text]).bytes) });
  client.close();
  await server.close();
  return { data, log: writer.genesis.log, writer, identity: server.identity };
}

async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const code = await runCommandLine(args, { ...createTerminal(), environment: {}, out: (text) => { out += text; }, err: (text) => { err += text; } });
  return { code, out, err };
}

const stands = 'a frame of this log does not stand, or cannot be read';
const shift = (from: number) => `update holdfast.frames set leaf = leaf + 1000 where leaf > ${from}; update holdfast.frames set leaf = leaf - 1001 where leaf > 1000`;
interface Hostile { readonly what: string; readonly statements: string; readonly values?: (kept: Kept) => readonly unknown[]; readonly problem: string }
const signed = (size: number, fill: number, other = false) => ({ log, identity: { signer } }: Kept): readonly unknown[] => {
  const by = other ? { ...signer, identity: root(5) } : signer;
  return [signCheckpoint({ log, size, root: root(fill), at: 1 as never }, by)];
};
const hostile: readonly Hostile[] = [
  { what: 'a changed byte of a frame', statements: 'update holdfast.frames set bytes = set_byte(bytes, octet_length(bytes) / 2, get_byte(bytes, octet_length(bytes) / 2) # 1) where leaf = 3', problem: stands },
  { what: 'a frame that was cut', statements: 'update holdfast.frames set bytes = substring(bytes from 1 for 90) where leaf = 5', problem: stands },
  { what: 'a leaf that is missing in the middle', statements: 'delete from holdfast.frames where leaf = 3', problem: stands },
  { what: 'a leaf that was taken out, and the others moved up', statements: `delete from holdfast.frames where leaf = 3; ${shift(3)}; update holdfast.logs set size = 5`, problem: stands },
  { what: 'two leaves that changed places', statements: 'update holdfast.frames set leaf = 1000 where leaf = 3; update holdfast.frames set leaf = 3 where leaf = 4; update holdfast.frames set leaf = 4 where leaf = 1000', problem: stands },
  { what: 'the newest frames gone, with their count', statements: 'delete from holdfast.frames where leaf > 3; update holdfast.logs set size = 4', problem: 'a checkpoint was signed over 6 frames, and 4 are here' },
  { what: 'a count that is less than the frames', statements: 'update holdfast.logs set size = 4', problem: 'frames of this log are damaged' },
  { what: 'a checkpoint over another root', statements: 'update holdfast.checkpoints set checkpoint = $1', values: signed(6, 9), problem: 'the frames do not give the root that was signed' },
  { what: 'a checkpoint over fewer frames and another root', statements: 'update holdfast.checkpoints set checkpoint = $1, size = 4', values: signed(4, 9), problem: 'the frames do not give the root that was signed' },
  { what: 'a checkpoint of another server', statements: 'update holdfast.checkpoints set checkpoint = $1', values: signed(6, 9, true), problem: 'the checkpoint that was kept is not one of this server' },
  { what: 'bytes that are no checkpoint', statements: 'update holdfast.checkpoints set checkpoint = substring(checkpoint from 2)', problem: 'the checkpoint that was kept is not one of this server' },
];

test('changed rows are found at the start and by a look; the log is not served, and nothing is signed or stored for it', async () => {
  const kept = await keep('rows');
  const { data, log, writer } = kept;
  const bytes = logIdToBytes(log);
  const more = writer.write(['f']).bytes;
  for (const [index, { what, statements, values, problem }] of hostile.entries()) {
    const name = `rows${index}`;
    await cluster.sql('postgres', `create database ${name} template rows`);
    await cluster.sql(name, statements, values?.(kept));
    const everything = () => cluster.sql(name, `select md5(string_agg(md5(t::text), '')) as sum from (select l.size, f.leaf, f.bytes, c.size, c.root, c.checkpoint from holdfast.logs l left join holdfast.frames f using (log) left join holdfast.checkpoints c using (log) order by f.leaf) as t`);
    const before = await everything();
    const url = cluster.url(name);
    const looked = await run('admin', 'fsck', '--data', data, '--database', url);
    expect([what, looked.code, looked.out]).toEqual([what, 1, expect.stringMatching(new RegExp(`^FAILED\t${log}\t.*\t${problem}\n$`))]);
    expect(await run('serve', '--check', '--data', data, '--database', url)).toMatchObject({ code: 1, out: expect.stringContaining(`FAILED\t${log}\t`) as string });
    const notices: string[] = [];
    const server = await serve({ data, store: unwrap(await openDatabaseStore({ url })), onNotice: (text) => notices.push(text) });
    expect([what, notices]).toEqual([what, [`log ${log} is not served: ${problem}`]]);
    const client = await session(server, writer);
    const asked = [await client.ask('pull', { log: bytes, from: 0, have: [], maxBytes: 1_000_000 }), await client.ask('push', { log: bytes, frames: [more] }), await client.ask('found', { voucher: new Uint8Array(8), genesis: writer.genesis.frame })];
    expect([what, ...asked.map(({ value }) => value)]).toEqual([what, null, null, null]);
    expect([what, ...asked.slice(0, 2).map(({ error }) => error?.error)]).toEqual([what, 'unavailable', 'unavailable']);
    client.close();
    await server.close();
    expect([what, await everything()]).toEqual([what, before]);
  }
});

test('a true checkpoint over fewer frames is what a crash leaves: a start signs for all again, but a node that signed more serves the log no longer', async () => {
  const kept = await keep('lesser');
  const { data, log, writer } = kept;
  const [{ checkpoint: newest } = { checkpoint: null }] = await cluster.sql('lesser', 'select checkpoint from holdfast.checkpoints');
  const server = await serve({ data, store: unwrap(await openDatabaseStore({ url: cluster.url('lesser') })) });
  const client = await session(server, writer);
  await client.must('push', { log: logIdToBytes(log), frames: [writer.write(['f']).bytes] });
  await cluster.sql('lesser', 'update holdfast.checkpoints set size = 6, checkpoint = $1', [newest]);
  const lost = [writer.write(['g']).bytes];
  for (let times = 0; times < 2; times += 1) expect((await client.ask('push', { log: logIdToBytes(log), frames: lost })).error?.error).toBe('unavailable');
  expect([...server.ledger.broken().values()].map(({ message }) => message)).toEqual(['a checkpoint was signed over 7 frames, and the one that is kept is over 6']);
  expect(await cluster.sql('lesser', 'select checkpoint from holdfast.checkpoints')).toEqual([{ checkpoint: newest }]);
  client.close();
  await server.close();
  const again = await serve({ data, store: unwrap(await openDatabaseStore({ url: cluster.url('lesser') })) });
  expect((await pullAll(await session(again, writer), log, kept.identity.signer.identity)).checkpoint.size).toBe(7);
});

test('an older dump that was put back before the start is no fault that the server sees; a console that knew more says rolled-back', async () => {
  const data = await createDataFolder();
  const store = async (name: string) => unwrap(await openDatabaseStore({ url: cluster.url(name) }));
  await cluster.create('newer');
  const server = await serve({ data, store: await store('newer') });
  const console_ = await openConsole();
  onTestFinished(() => closeConsole(console_));
  const id = await pairWith(console_, server);
  const { log } = must(await console_.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  must(await connectTo(console_, server, id));
  must(await console_.engine.handlers['sync.found']({ log, voucher: voucherText(server.firstVoucher ?? new Uint8Array(1)) }));
  cluster.program('pg_dump', ['--dbname', cluster.url('newer'), '--file', 'older.sql']);
  must(await console_.engine.handlers['entry.record']({ log, draft: note('after the dump was made') }));
  must(await console_.engine.handlers['sync.now']({ log }));
  must(await console_.engine.handlers['sync.disconnect']({}));
  await server.close();
  await cluster.create('older');
  cluster.program('psql', ['--quiet', '--set', 'ON_ERROR_STOP=1', '--dbname', cluster.url('older'), '--file', 'older.sql']);
  const restored = await serve({ data, address: server.address, store: await store('older') });
  expect(restored.ledger.broken().size).toBe(0);
  arm(console_, restored.address);
  expect(await console_.engine.handlers['sync.connect']({ server: id, network: { confirm: 'once' } })).toMatchObject({ ok: false, error: { kind: 'rolled-back' } });
  expect(console_.gate.read()).toMatchObject({ state: 'OFFLINE', left: 'failed' });
});
