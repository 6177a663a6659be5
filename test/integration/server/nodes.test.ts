// Several nodes of one server on one PostgreSQL (docs/spec/server.md section 9).
import { cpSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unwrap } from '#base';
import { logIdToBytes, readyCrypto } from '#crypto';
import { openDatabaseStore, type RunningServer } from '#server';
import { decodeCheckpoint } from '#sync';
import { createTeam } from '../../../src/shared/log/testing/team.ts';
import { createWriter } from '../../../src/shared/log/testing/writer.ts';
import { startCluster, type Cluster } from '../../support/postgres.ts';
import { logIn } from '../../support/sync/client.ts';
import { namesOf, pullAll } from '../../support/sync/follow.ts';
import { createDataFolder, founded, serve, session } from '../../support/sync/harness.ts';

let cluster: Cluster;
beforeAll(async () => {
  await readyCrypto();
  cluster = await startCluster();
});
afterAll(() => cluster.remove());

/** A node on a database; the second one has a copy of the identity of the first. */
async function node(url: string, like?: { readonly data: string }): Promise<RunningServer & { readonly data: string }> {
  const data = await createDataFolder();
  if (like !== undefined) cpSync(path.join(like.data, 'identity'), path.join(data, 'identity'), { recursive: true });
  return serve({ data, store: unwrap(await openDatabaseStore({ url })) });
}

test('pushes to both nodes at once give one order with all frames, and checkpoints that agree', async () => {
  const url = await cluster.create('nodes');
  const one = await node(url);
  const { writer, client } = await founded(one);
  const other = await node(url, one);
  expect(other.firstVoucher).toBeNull();
  const second = await session(other, writer);
  const log = logIdToBytes(writer.genesis.log);
  const twin = createWriter({ seed: 9, join: writer, device: writer.device });
  const [left, right] = [writer, twin].map((by) => Array.from({ length: 30 }, (_, index) => by.write([`${index}`]).bytes)) as [Uint8Array[], Uint8Array[]];
  const checkpoints: Uint8Array[] = [];
  const push = async (by: typeof client, frames: readonly Uint8Array[]) => {
    for (const frame of frames) checkpoints.push((await by.must('push', { log, frames: [frame] })).checkpoint);
  };
  await Promise.all([push(client, left), push(second, right)]);
  // The same frames once more, through the other node.
  expect(await second.must('push', { log, frames: left })).toMatchObject({ stored: 0, known: 30 });
  const [here, there] = [await pullAll(client, writer.genesis.log, one.identity.signer.identity), await pullAll(second, writer.genesis.log, one.identity.signer.identity)];
  expect(namesOf(here.frames)).toEqual(namesOf(there.frames));
  expect(namesOf(here.frames).toSorted()).toEqual(namesOf([writer.genesis.frame, ...left, ...right]).toSorted());
  const roots = new Map<number, string>();
  for (const each of checkpoints) {
    const { size, root } = unwrap(decodeCheckpoint(each));
    expect(roots.get(size) ?? Buffer.from(root).toString('hex')).toBe(Buffer.from(root).toString('hex'));
    roots.set(size, Buffer.from(root).toString('hex'));
  }
  // The voucher was spent through the first node.
  const another = createWriter({ seed: 12, device: writer.device });
  expect((await second.ask('found', { voucher: one.firstVoucher ?? new Uint8Array(1), genesis: another.genesis.frame })).error?.error).toBe('bad-voucher');
});

test('a member who was removed through one node is one no more on the other, and a folder without the identity is no node', async () => {
  const url = await cluster.create('removal');
  const one = await node(url);
  const other = await node(url, one);
  const team = createTeam(7);
  const log = logIdToBytes(team.log);
  const peer = team.createPeer();
  const admin = await logIn(one.address, team.founder.device);
  const guest = await logIn(other.address, peer.device);
  await admin.must('found', { voucher: one.firstVoucher ?? new Uint8Array(1), genesis: team.genesis });
  await admin.must('push', { log, frames: [team.founder.admit(peer.device, 'writer')] });
  expect((await guest.must('pull', { log, from: 0, have: [], maxBytes: 1_000_000 })).items.length).toBe(2);
  await admin.must('push', { log, frames: [team.founder.remove(peer.device)] });
  expect((await guest.ask('pull', { log, from: 0, have: [], maxBytes: 1_000_000 })).error?.error).toBe('not-allowed');
  await expect(node(url)).rejects.toThrow('missing');
  admin.close();
  guest.close();
});

test('a database that stops in the middle loses nothing that was receipted, and the node goes on when it is back', async () => {
  const url = await cluster.create('stopped');
  const one = await node(url);
  const { writer, client } = await founded(one);
  const log = logIdToBytes(writer.genesis.log);
  const frames = Array.from({ length: 40 }, (_, index) => writer.write([`${index}`]).bytes);
  let receipted = 0;
  let stopping: Promise<void> | null = null;
  for (const frame of frames) {
    if (receipted === 12) stopping ??= cluster.stop('immediate');
    const { value, error } = await client.ask('push', { log, frames: [frame] });
    if (value === null) {
      expect(error?.error).toBe('unavailable');
      break;
    }
    receipted += 1;
  }
  await stopping;
  await cluster.start();
  expect(receipted).toBeGreaterThanOrEqual(12);
  const { known } = await client.must('push', { log, frames });
  expect(known).toBeGreaterThanOrEqual(receipted);
  expect(namesOf((await pullAll(client, writer.genesis.log, one.identity.signer.identity)).frames)).toEqual(namesOf([writer.genesis.frame, ...frames]));
});

test('an older copy that was put back and changed rows are noticed, and nothing is signed for them', async () => {
  const url = await cluster.create('changed');
  const one = await node(url);
  const { writer, client } = await founded(one);
  const log = logIdToBytes(writer.genesis.log);
  await client.must('push', { log, frames: ['a', 'b', 'c'].map((text) => writer.write([text]).bytes) });
  const asked = async () => (await client.ask('pull', { log, from: 0, have: [], maxBytes: 1_000_000 })).error?.error ?? 'ok';
  expect(await asked()).toBe('ok');
  await cluster.sql('changed', `delete from holdfast.frames where leaf > 1; delete from holdfast.checkpoints; update holdfast.logs set size = 2`);
  expect(await asked()).toBe('unavailable');
  expect([...one.ledger.broken().values()].map(({ kind }) => kind)).toEqual(['broken']);
  const dump = cluster.program('pg_dump', ['--dbname', url]);
  expect(dump.includes('Ada Lind') || cluster.log().includes('Ada Lind')).toBe(false);
});
