// A real server, killed for real under load, and on a disk that is full: what was receipted is there, in the order that was signed.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { bytesToHex, equalBytes, hexToBytes } from '#base';
import { logIdToBytes, readyCrypto } from '#crypto';
import { appendLeaf, emptyAccumulator, rootOf } from '#log';
import { orderLeaf, verifyCheckpoint, type Checkpoint } from '#sync';
import { createWriter, type TestWriter } from '../../src/shared/log/testing/writer.ts';
import { bundle } from '../support/bundle.ts';
import { logIn, type SyncClient } from '../support/sync/client.ts';
import { hashOf, pullAll } from '../support/sync/follow.ts';

const KILLS = process.env['SLOW'] === '1' ? 60 : 3;
const WRITERS = 3;

let script: string;
beforeAll(async () => {
  await readyCrypto();
  script = fileURLToPath(await bundle('test/crash/served.ts'));
});

interface Served { readonly child: ChildProcess; readonly address: { readonly host: string; readonly port: number }; readonly identity: Uint8Array; readonly pin: Uint8Array; readonly voucher: Uint8Array | null }

async function start(data: string): Promise<Served> {
  const child = spawn(process.execPath, [script, data], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let complaint = '';
  child.stderr.on('data', (piece: Buffer) => { complaint += piece.toString(); });
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (text.includes('\n')) resolve(text);
    });
    child.once('close', () => reject(new Error(`the server ended: ${complaint}`)));
  });
  const said = JSON.parse(line) as { readonly port: number; readonly identity: string; readonly pin: string; readonly voucher: string | null };
  const bytes = (text: string) => hexToBytes(text) ?? new Uint8Array(0);
  expect(complaint.replaceAll(/^.*behind the last whole frame were put aside\n/gm, '')).toBe('');
  return { child, address: { host: '127.0.0.1', port: said.port }, identity: bytes(said.identity), pin: bytes(said.pin), voucher: said.voucher === null ? null : bytes(said.voucher) };
}

/** Pushes until the connection ends or `stop` says so; answers nothing that was not receipted. */
async function pushOn(client: SyncClient, writer: TestWriter, served: Served, pending: Uint8Array[], keep: (frames: readonly Uint8Array[], checkpoint: Checkpoint) => void, burst: number): Promise<void> {
  for (;;) {
    while (pending.length < burst) pending.push(writer.write([`entry of ${burst}`]).bytes);
    const answer = await client.ask('push', { log: logIdToBytes(writer.genesis.log), frames: pending }).catch(() => null);
    const value = answer?.value ?? null;
    if (value === null) return;
    const checkpoint = verifyCheckpoint(value.checkpoint, { server: served.identity, log: writer.genesis.log });
    if (!checkpoint.ok) throw new Error(checkpoint.error.message);
    keep(pending.splice(0), checkpoint.value);
  }
}

test(`killed ${KILLS} times while ${WRITERS} writers push: no receipted frame is lost, no signed order is changed`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const founder = createWriter({ seed: 1 });
  const writers = [founder, ...Array.from({ length: WRITERS - 1 }, (_, index) => createWriter({ seed: 2 + index, join: founder, device: founder.device }))];
  const pending = writers.map((): Uint8Array[] => []);
  const receipted = new Map<string, number>();
  const checkpoints: Checkpoint[] = [];
  for (let kill = 0; kill <= KILLS; kill += 1) {
    const served = await start(folder);
    const clients = await Promise.all(writers.map(({ device }) => logIn(served.address, device, served)));
    const [first] = clients;
    if (first === undefined) throw new Error('no client');
    if (served.voucher !== null) await first.must('found', { voucher: served.voucher, genesis: founder.genesis.frame });
    const { frames } = await pullAll(first, founder.genesis.log, served.identity);
    const stored = frames.map((frame) => bytesToHex(hashOf(frame)));
    expect([...receipted.keys()].filter((name) => !stored.includes(name))).toEqual([]);
    expect(new Set(stored).size).toBe(stored.length);
    for (const { size, root } of checkpoints.slice(-20)) expect(equalBytes(root, rootOf(frames.slice(0, size).reduce((tree, frame) => appendLeaf(tree, orderLeaf(hashOf(frame))), emptyAccumulator)))).toBe(true);
    if (kill === KILLS) {
      served.child.kill('SIGTERM');
      break;
    }
    const before = receipted.size;
    const work = Promise.all(clients.map((client, index) => pushOn(client, writers[index] ?? founder, served, pending[index] ?? [], (done, checkpoint) => {
      for (const frame of done) receipted.set(bytesToHex(hashOf(frame)), checkpoint.size);
      checkpoints.push(checkpoint);
    }, 1 + index * 7)));
    await expect.poll(() => receipted.size, { timeout: 20_000, interval: 1 }).toBeGreaterThan(before + 10 + kill * 13);
    served.child.kill('SIGKILL');
    await work;
    for (const client of clients) client.close();
  }
  expect(receipted.size).toBeGreaterThan(KILLS * 10);
});

test('a disk that is full: refused as such, nothing receipted is lost, and it goes on when there is room', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-full-'));
  const place = path.join(folder, 'disk');
  mkdirSync(place);
  if (process.getuid?.() !== 0 || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', place], { stdio: 'ignore' }).status !== 0) {
    process.stdout.write('\nNOT TRIED ON A REAL SMALL DISK: mounting needs root.\n\n');
    expect(process.platform).not.toBe('');
    return;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', place]);
    rmSync(folder, { recursive: true, force: true });
  });
  const data = path.join(place, 'data');
  const served = await start(data);
  const writer = createWriter({ seed: 5 });
  const client = await logIn(served.address, writer.device, served);
  const log = logIdToBytes(writer.genesis.log);
  await client.must('found', { voucher: served.voucher ?? new Uint8Array(1), genesis: writer.genesis.frame });
  const kept: Uint8Array[] = [writer.genesis.frame];
  let frames: Uint8Array[] = [];
  let refused = null;
  while (refused === null) {
    frames = Array.from({ length: 20 }, () => writer.write(['x'.repeat(8_000)]).bytes);
    const { error } = await client.ask('push', { log, frames });
    if (error === null) kept.push(...frames);
    else refused = error;
  }
  expect(refused).toMatchObject({ error: 'quota', what: 'disk' });
  expect(kept.length).toBeGreaterThan(40);
  expect((await pullAll(client, writer.genesis.log, served.identity)).frames.length).toBe(kept.length);
  expect((await client.ask('push', { log, frames })).error?.error).toBe('quota');
  execFileSync('mount', ['-o', 'remount,size=8m', place]);
  expect((await client.must('push', { log, frames })).stored).toBe(20);
  const { frames: stored } = await pullAll(client, writer.genesis.log, served.identity);
  expect(stored.every((frame, index) => equalBytes(frame, [...kept, ...frames][index] ?? frame)) && stored.length === kept.length + 20).toBe(true);
  client.close();
  served.child.kill('SIGKILL');
});
