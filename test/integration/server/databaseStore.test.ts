// The records of a server in PostgreSQL (docs/spec/server.md section 9), against a real one.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unwrap, type LogId } from '#base';
import { readyCrypto } from '#crypto';
import { connectDatabase } from '../../../src/server/store/postgres/connect.ts';
import { migrate, schemaNumber } from '../../../src/server/store/postgres/migrate.ts';
import { migrations } from '../../../src/server/store/postgres/migrations.ts';
import { openDatabaseStore } from '../../../src/server/store/postgres/openPostgres.ts';
import { describeStore } from '../../../src/server/store/testing/contract.ts';
import { startCluster, type Cluster } from '../../support/postgres.ts';

const log = '0'.repeat(31) + '1' as LogId;
const over = (size: number, fill = size) => ({ size, root: new Uint8Array(32).fill(fill) });
const keys = (fill: number) => ({ identity: new Uint8Array(32).fill(fill), pin: new Uint8Array(32).fill(fill + 1) });
let cluster: Cluster;
let names = 0;
const fresh = () => cluster.create(`store${(names += 1)}`);

beforeAll(async () => {
  await readyCrypto();
  cluster = await startCluster();
});
afterAll(() => cluster.remove());

describeStore('PostgreSQL', async () => {
  const url = await fresh();
  return { open: async () => unwrap(await openDatabaseStore({ url })), remove: () => Promise.resolve() };
}, process.env['SLOW'] === '1' ? 60 : 3);

describe('between nodes', () => {
  test('a voucher that both spend at once founds no more than it may', async () => {
    const url = await fresh();
    const nodes = await Promise.all([1, 2, 3].map(async () => unwrap(await openDatabaseStore({ url }))));
    const logs = Array.from({ length: 9 }, (_, index) => index.toString(16).padStart(32, '0') as LogId);
    const spent = await Promise.all(logs.map(async (one, index) => unwrap(await (nodes[index % 3] ?? nodes[0])?.spendVoucher('ab'.repeat(16), one, 4) ?? { ok: true, value: false })));
    expect(spent.filter(Boolean).length).toBe(4);
    for (const node of nodes) await node.close();
  });

  test('no checkpoint takes the place of one of more frames, of another root, or of more frames than there are', async () => {
    const url = await fresh();
    const [one, other] = [unwrap(await openDatabaseStore({ url })), unwrap(await openDatabaseStore({ url }))];
    unwrap(await one.append(log, 0, Array.from({ length: 5 }, () => new Uint8Array(8))));
    const kept = async (store: typeof one, size: number, fill: number) => {
      const outcome = await store.keepCheckpoint(log, over(size, fill), new Uint8Array(4).fill(size * 16 + fill));
      return outcome.ok ? 'kept' : outcome.error.kind;
    };
    expect(await kept(other, 6, 1)).toBe('moved');
    expect(await kept(one, 4, 1)).toBe('kept');
    expect(await kept(other, 4, 2)).toBe('moved');
    expect(await kept(other, 4, 1)).toBe('kept');
    expect(await kept(other, 5, 3)).toBe('kept');
    expect(await kept(one, 4, 1)).toBe('moved');
    expect(await kept(one, 5, 2)).toBe('moved');
    expect(unwrap(await one.checkpoint(log))).toEqual(new Uint8Array(4).fill(5 * 16 + 3));
    await one.close();
    await other.close();
  });

  test('the database belongs to one server: other keys are refused, later ones of the same server are not', async () => {
    const url = await fresh();
    const [one, other] = [unwrap(await openDatabaseStore({ url })), unwrap(await openDatabaseStore({ url }))];
    expect(unwrap(await one.owner.known())).toEqual([]);
    const claimed = await Promise.all([one.owner.claim(keys(1), []), other.owner.claim(keys(5), [])]);
    expect(claimed.filter(({ ok }) => ok).length).toBe(1);
    const [owner, stranger] = claimed[0].ok ? [keys(1), keys(5)] : [keys(5), keys(1)];
    expect(await other.owner.claim(stranger, [keys(7)])).toMatchObject({ ok: false, error: { kind: 'other-identity' } });
    unwrap(await other.owner.claim(owner, []));
    unwrap(await other.owner.claim(keys(9), [keys(7), owner]));
    unwrap(await one.owner.claim(owner, []));
    expect(unwrap(await one.owner.known()).length).toBe(2);
    await one.close();
    await other.close();
  });
});

describe('migrations', () => {
  const connected = async (url: string, readOnly = false) => unwrap(await connectDatabase(url, readOnly));

  test('lead from nothing to the newest, once, also when two nodes begin at the same time', async () => {
    const url = await fresh();
    const nodes = await Promise.all([1, 2, 3, 4].map(() => connected(url)));
    expect(unwrap(await schemaNumber((nodes[0] ?? (await connected(url))).ask))).toBe(0);
    expect(await openDatabaseStore({ url, readOnly: true })).toMatchObject({ ok: false, error: { kind: 'missing' } });
    expect((await Promise.all(nodes.map((node) => migrate(node)))).map((one) => unwrap(one))).toEqual(Array(4).fill(migrations.length));
    expect(await cluster.sql(`store${names}`, 'select number::integer from holdfast.migrations order by number')).toEqual(migrations.map((_, index) => ({ number: index + 1 })));
    const later = [...migrations, 'create table holdfast.later (one integer)'];
    const [first] = nodes;
    expect(first === undefined ? null : unwrap(await migrate(first, later))).toBe(later.length);
    // Now it is too new for the program as it is.
    expect(first === undefined ? null : await migrate(first)).toMatchObject({ ok: false, error: { kind: 'newer-schema', message: `the database has schema ${later.length}, and this program knows ${migrations.length}: serve it with a newer program` } });
    for (const readOnly of [true, false]) expect(await openDatabaseStore({ url, readOnly })).toMatchObject({ ok: false, error: { kind: 'newer-schema' } });
    for (const node of nodes) await node.close();
  });

  test('are all or none', async () => {
    const url = await fresh();
    const node = await connected(url);
    expect(await migrate(node, [...migrations, 'create table holdfast.half (one integer)', 'select nothing from nowhere'])).toMatchObject({ ok: false, error: { kind: 'io', message: 'the database refuses what it was asked (SQLSTATE 42P01)' } });
    expect(unwrap(await schemaNumber(node.ask))).toBe(0);
    expect(await cluster.sql(`store${names}`, `select to_regclass('holdfast.logs') as there`)).toEqual([{ there: null }]);
    await node.close();
  });

  test('a connection that looks cannot write', async () => {
    const url = await fresh();
    unwrap(await openDatabaseStore({ url })).close().catch(() => undefined);
    const looking = unwrap(await openDatabaseStore({ url, readOnly: true }));
    expect(await looking.append(log, 0, [new Uint8Array(4)])).toMatchObject({ ok: false });
    expect(unwrap(await looking.logs())).toEqual([]);
    await looking.close();
  });
});

test('an address that is none and a database that is not there are said without what they hold', async () => {
  expect(await openDatabaseStore({ url: 'mysql://a:geheim@b/c' })).toMatchObject({ ok: false, error: { kind: 'usage' } });
  const nowhere = await openDatabaseStore({ url: 'postgres://holdfast:geheim@127.0.0.1:9/none' });
  expect(nowhere).toEqual({ ok: false, error: { kind: 'unreachable', message: 'the database does not answer (ECONNREFUSED)' } });
  const unnamed = await openDatabaseStore({ url: cluster.url('not_there') });
  expect(unnamed).toEqual({ ok: false, error: { kind: 'unreachable', message: 'the database does not answer (3D000)' } });
});

test('a session is durable whatever the database has as its default, and a server without fsync is refused', async () => {
  const url = await fresh();
  await cluster.sql('postgres', `alter database store${names} set synchronous_commit = off`);
  await cluster.sql('postgres', `alter database store${names} set default_transaction_isolation = 'serializable'`);
  const node = unwrap(await connectDatabase(url));
  expect(unwrap(await node.ask(`select current_setting('synchronous_commit') as commit, current_setting('transaction_isolation') as isolation, current_setting('statement_timeout') as most`)).rows).toEqual([{ commit: 'on', isolation: 'read committed', most: '30s' }]);
  await node.close();
  await cluster.stop('fast');
  await cluster.start({ fsync: 'off' });
  expect(await openDatabaseStore({ url })).toMatchObject({ ok: false, error: { kind: 'not-durable', message: expect.stringContaining('fsync = off') as string } });
  await cluster.stop('fast');
  await cluster.start({ full_page_writes: 'off' });
  const notices: string[] = [];
  await unwrap(await openDatabaseStore({ url, onNotice: (text) => notices.push(text) })).close();
  expect(notices).toEqual(['the database has full_page_writes = off, which only some file systems forgive']);
});
