// Nodes of one server as processes on one PostgreSQL, killed while they store (docs/spec/server.md section 9.2).
import { cpSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bytesToHex } from '#base';
import { logIdToBytes, readyCrypto } from '#crypto';
import { appendLeaf, emptyAccumulator, rootOf } from '#log';
import { orderLeaf, parseVoucherText, verifyCheckpoint } from '#sync';
import { createWriter, type TestWriter } from '../../../src/shared/log/testing/writer.ts';
import { startCluster, type Cluster } from '../../support/postgres.ts';
import { connectClient, logIn, type SyncClient } from '../../support/sync/client.ts';
import { hashOf, namesOf, pullAll } from '../../support/sync/follow.ts';
import { createDataFolder } from '../../support/sync/harness.ts';
import { buildCommandLine, startServe, type ServeProcess } from '../../support/sync/processes.ts';

let script: string;
let cluster: Cluster;
beforeAll(async () => {
  await readyCrypto();
  script = await buildCommandLine();
  cluster = await startCluster();
});
afterAll(() => cluster.remove());

async function startNode(url: string, data: string): Promise<ServeProcess> {
  const node = await startServe(script, data, { state: path.dirname(data), more: ['--database', url] });
  onTestFinished(node.kill);
  return node;
}
async function connect(node: ServeProcess, writer: Pick<TestWriter, 'device'>): Promise<SyncClient> {
  const client = await logIn(node.address, writer.device);
  onTestFinished(client.close);
  return client;
}

/** What one feed has pushed: its frames one by one, and what was signed for those that were receipted. */
interface Feed { readonly frames: readonly Uint8Array[]; receipted: number; readonly checkpoints: Uint8Array[] }

test.each(process.env['SLOW'] === '1' ? [1, 2, 3, 4] : [1])('a node that is killed while it stores leaves every frame that it receipted, and its clients go on at the other node (%i)', async (round) => {
  const url = await cluster.create(`killed${round}`);
  const folders = [await createDataFolder(), await createDataFolder()] as const;
  const doomed = await startNode(url, folders[0]);
  cpSync(path.join(folders[0], 'identity'), path.join(folders[1], 'identity'), { recursive: true });
  const other = await startNode(url, folders[1]);
  expect(other.fingerprint).toBe(doomed.fingerprint);
  const founder = createWriter({ seed: round });
  const log = logIdToBytes(founder.genesis.log);
  const founding = await connectClient(doomed.address);
  const { identity } = await founding.hello();
  await founding.login(founder.device);
  const voucher = parseVoucherText(doomed.voucher ?? '');
  await founding.must('found', { voucher: voucher.ok ? voucher.value : new Uint8Array(1), genesis: founder.genesis.frame });
  founding.close();

  // Four feeds push through the node that is to die, and one through the other, so that they meet in the order all the time.
  const feeds: readonly Feed[] = [2, 3, 4, 5, 6].map((seed) => {
    const by = createWriter({ seed: seed * 10 + round, join: founder, device: founder.device });
    return { frames: Array.from({ length: 6 + 8 * round }, (_, index) => by.write([`${seed} ${index}`]).bytes), receipted: 0, checkpoints: [] };
  });
  let receipts = 0;
  const push = async (feed: Feed, at: SyncClient): Promise<void> => {
    for (const frame of feed.frames.slice(feed.receipted)) {
      feed.checkpoints.push((await at.must('push', { log, frames: [frame] })).checkpoint);
      feed.receipted += 1;
      receipts += 1;
      if (receipts === 13 * round) doomed.kill();
    }
  };
  const last = feeds.length - 1;
  const ends = await Promise.allSettled(feeds.map(async (feed, index) => push(feed, await connect(index === last ? other : doomed, founder))));
  expect(ends.map(({ status }) => status)).toEqual([...Array<string>(last).fill('rejected'), 'fulfilled']);
  expect((await doomed.ended).code).toBeNull();

  // What was receipted is in the database, in the order that was signed.
  const rows = await cluster.sql(`killed${round}`, 'select bytes from holdfast.frames order by leaf');
  const stored = rows.map(({ bytes }) => new Uint8Array(bytes as Buffer));
  const names = namesOf(stored);
  for (const { frames, receipted } of feeds) expect(namesOf(frames.slice(0, receipted)).filter((name) => !names.includes(name))).toEqual([]);
  const roots = [emptyAccumulator];
  for (const frame of stored) roots.push(appendLeaf(roots.at(-1) ?? emptyAccumulator, orderLeaf(hashOf(frame))));
  const signed = feeds.flatMap(({ checkpoints }) => checkpoints);
  expect(signed.length).toBe(receipts);
  for (const bytes of signed) {
    const checkpoint = verifyCheckpoint(bytes, { server: identity, log: founder.genesis.log });
    if (!checkpoint.ok) throw new Error(checkpoint.error.message);
    expect(bytesToHex(checkpoint.value.root)).toBe(bytesToHex(rootOf(roots[checkpoint.value.size] ?? emptyAccumulator)));
  }

  // The clients go on at the other node; the one that died starts again over its own folder.
  await Promise.all(feeds.map(async (feed) => push(feed, await connect(other, founder))));
  const again = await startNode(url, folders[0]);
  expect([again.voucher, again.fingerprint]).toEqual([null, doomed.fingerprint]);
  const all = namesOf([founder.genesis.frame, ...feeds.flatMap(({ frames }) => frames)]).toSorted();
  for (const node of [other, again]) expect(namesOf((await pullAll(await connect(node, founder), founder.genesis.log, identity)).frames).toSorted()).toEqual(all);
});
