// Over a link that carries so many bytes a second and is cut in the middle of everything that goes over it: what goes again, in bytes, is at most what the link carries in two seconds, and one frame
// (docs/spec/sync.md section 3.4). Two consoles of their own links to one real server, side by side, because nearly all of it is waiting.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bytesToHex, type Client, type EntityId, type LogId, type UnixMs } from '#base';
import { createDevice, readyCrypto, sha256, systemRandom } from '#crypto';
import type { NetContract } from '#ipc';
import { scanFrames } from '#log';
import { createNetClient, createNetGate, createNetHandlers } from '#network';
import { decodeAnswer, decodeRequest, encodeRequest, serverFingerprint, signVoucher, voucherText, type VerbAnswer } from '#sync';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { ask, createMember, foundShared, must, note, open, type MemberVault, type Running } from '../bundle/kit.ts';
import { createBadLink, type BadLink, type Direction } from '../../support/sync/badLink.ts';
import { serve } from '../../support/sync/harness.ts';
import { createLedgerPath } from '../../support/sync/ledgerPath.ts';
import { createReplica, foundLog, noteAt, type Replica } from '../../support/sync/replica.ts';

const KIBIBYTE = 1_024;
/** Bytes a second. */
const RATE = 256 * KIBIBYTE;
/** Where a connection is cut, in bytes that it carried: while its pace is not known yet, and when it is, later than two seconds. */
const CUTS = [70_000, 2.2 * RATE];
const CONTENT = 2.75 * RATE;
const NOTES = 40;

/** One request: what of it was content, and what went over the link since the answer before. `isLost`: nothing answered it any more. */
interface Went { readonly content: readonly { readonly name: string; readonly bytes: number }[]; readonly wire: number; readonly isLost: boolean }
interface Console extends Running { readonly link: BadLink; readonly went: Went[]; readonly connect: () => Promise<boolean>; readonly pair: (fingerprint: string) => Promise<void> }

async function openConsole(member: MemberVault, link: BadLink): Promise<Console> {
  const gate = createNetGate(() => []);
  const inner = createNetClient(createNetHandlers(gate, async () => false), gate);
  const went: Went[] = [];
  const net: Client<NetContract> = { ...inner, call: async (name, input) => {
    if (name !== 'net.request') return inner.call(name, input);
    const { verb, body } = input as { readonly verb: string; readonly body: Uint8Array };
    const direction: Direction = verb === 'pull' || verb === 'blob.get' ? 'down' : 'up';
    const before = link.bytes()[direction];
    const answer = await inner.call(name, input);
    const came = answer.ok ? (answer.value as { readonly body: Uint8Array }).body : null;
    went.push({ content: came === null ? [] : contentOf(verb, body, came), wire: link.bytes()[direction] - before, isLost: came === null });
    return answer;
  } };
  const running = await open(member, { net });
  onTestFinished(running.end);
  const arm = () => gate.arm(link.address, (Date.now() + 300_000) as UnixMs);
  return {
    ...running, link, went,
    pair: async (fingerprint) => {
      arm();
      must(await running.engine.handlers['sync.pair']({ name: 'war room', address: `${link.address.host}:${link.address.port}`, code: null, fingerprint }));
    },
    connect: async () => {
      arm();
      const [server] = (await ask(running, 'sync', {})).servers;
      return (await running.engine.handlers['sync.connect']({ server: server?.id ?? ('' as EntityId), network: { confirm: 'once' } })).ok;
    },
  };
}

/** Frames and pieces of blobs that a request brought, with names by which they are known again. */
function contentOf(verb: string, body: Uint8Array, came: Uint8Array): Went['content'] {
  if (verb === 'push') return must(decodeRequest('push', body)).frames.map((frame) => ({ name: bytesToHex(sha256(frame)), bytes: frame.length }));
  // A hash stands for a frame that is here already.
  if (verb === 'pull') return must(decodeAnswer('pull', came)).items.map((item) => ({ name: item.length === 32 ? 'here already' : bytesToHex(sha256(item)), bytes: item.length }));
  if (verb === 'blob.put') {
    const { from, bytes } = must(decodeRequest('blob.put', body));
    return [{ name: `from ${from}`, bytes: bytes.length }];
  }
  return verb === 'blob.get' ? [{ name: `from ${must(decodeRequest('blob.get', body)).from}`, bytes: must(decodeAnswer('blob.get', came)).bytes.length }] : [];
}

/** Does something until it succeeds, over connections that are cut one after the other; the bytes that each cut let go again. */
async function cutOn({ link, went, engine }: Console, direction: Direction, attempt: () => Promise<boolean>): Promise<{ readonly again: readonly number[]; readonly bytes: number }> {
  const known = new Set(['here already']);
  const again: number[] = [];
  let bytes = 0;
  link.pace(RATE);
  for (let number = 0; ; number += 1) {
    went.length = 0;
    link.turn('clear');
    link.beginCount();
    const cutAt = CUTS[number];
    if (cutAt !== undefined) link.at(direction, cutAt, () => link.turn('down'));
    const isDone = await attempt();
    for (const { content, wire, isLost } of went) {
      const twice = content.filter(({ name }) => known.has(name)).reduce((sum, one) => sum + one.bytes, 0);
      for (const { name } of content) known.add(name);
      // What goes again belongs to the cut before it.
      if (twice > 0) again[number - 1] = (again[number - 1] ?? 0) + twice;
      if (isLost) again[number] = (again[number] ?? 0) + wire;
      bytes += content.reduce((sum, one) => sum + one.bytes, 0) - twice;
    }
    must(await engine.handlers['sync.disconnect']({}));
    if (cutAt === undefined) expect(isDone).toBe(true);
    if (isDone) return { again, bytes };
  }
}

test('a console that is killed in the middle of a long pull asks for what came since the second before, and nothing else', async () => {
  await readyCrypto();
  const random = seededRandom(7);
  const devices = [createDevice(random), createDevice(random)];
  const { log, genesis } = foundLog(devices, random);
  let elapsed = 1_731_946_440_000;
  // Each look at the clock is a third of a second later.
  const [writer, reader] = devices.map((device, index) => createReplica(log, device, seededRandom(8 + index), () => (elapsed += 333))) as [Replica, Replica];
  const server = createLedgerPath(random);
  writer.disk.frames = [genesis];
  for (const one of [writer, reader]) await one.start();
  await server.transport(writer.device.ed25519).request('found', encodeRequest('found', { voucher: new Uint8Array(1), genesis }));
  for (let count = 0; count < NOTES; count += 1) await writer.record(noteAt(`note ${count}`));
  expect(await writer.sync(server.signer, server.transport(writer.device.ed25519))).toBeNull();

  reader.failAt(20, 0);
  expect(await reader.sync(server.signer, server.transport(reader.device.ed25519))).toBe('off');
  const here = reader.disk.frames.length;
  expect(here).toBeGreaterThan(10);
  expect(here).toBeLessThan(NOTES);
  await reader.start();
  const answers: VerbAnswer<'pull'>[] = [];
  const inner = server.transport(reader.device.ed25519);
  expect(await reader.sync(server.signer, { request: async (verb, body) => {
    const answer = await inner.request(verb, body);
    if (verb === 'pull' && answer.ok) answers.push(must(decodeAnswer('pull', answer.value.body)));
    return answer;
  } })).toBeNull();
  expect(here - (answers[0]?.from ?? 0)).toBeLessThanOrEqual(6);
  const items = answers.flatMap((answer) => answer.items);
  expect(items.filter(({ length }) => length > 32)).toHaveLength(server.frames(log).length - here);
  expect(reader.disk.frames).toHaveLength(server.frames(log).length);
});

async function seal({ engine, vault }: Console, log: LogId): Promise<EntityId> {
  const { grant } = vault.grants.addBytes('disk.img', randomBytes(CONTENT));
  return must(await engine.handlers['evidence.seal']({ log, grant, resume: null, legacyHashes: [], body: { name: 'Image', evidenceKind: 'disk-image', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' }, occurred: null, tags: [], links: [] })).entryId as unknown as EntityId;
}
async function write({ engine }: Console, log: LogId): Promise<void> {
  for (let count = 0; count < NOTES; count += 1) must(await engine.handlers['entry.record']({ log, draft: note(`${count} ${'x'.repeat(CONTENT / NOTES)}`) }));
}
function longestFrame({ path: vault }: MemberVault, log: LogId): number {
  return Math.max(...scanFrames(new Uint8Array(readFileSync(path.join(vault, 'log', log, '000001.frames')))).frames.map(({ from, to }) => to - from));
}

test('a cut wastes at most two seconds of a slow link, of frames and of evidence, up and down', async () => {
  const members = [await createMember(), await createMember()] as const;
  onTestFinished(async () => { for (const { place } of members) await place.remove(); });
  const [shared] = await foundShared(members) as readonly [LogId];
  const [own] = await foundShared([members[0]]) as readonly [LogId];
  const server = await serve();
  const links = [await createBadLink(server.address), await createBadLink(server.address)] as const;
  for (const link of links) onTestFinished(link.close);
  const [first, second] = [await openConsole(members[0], links[0]), await openConsole(members[1], links[1])];
  for (const one of [first, second]) await one.pair(serverFingerprint(server.identity.signer.identity, server.identity.tls.pin));

  // What the second fetches is there already; what the first sends is not.
  await write(first, shared);
  const there = await seal(first, shared);
  expect(await first.connect()).toBe(true);
  const voucher = voucherText(signVoucher({ id: systemRandom(16), logs: 2, expires: null }, server.identity.signer));
  for (const log of [shared, own]) must(await first.engine.handlers['sync.found']({ log, voucher }));
  must(await first.engine.handlers['sync.sendItem']({ log: shared, item: there }));
  must(await first.engine.handlers['sync.disconnect']({}));
  await write(first, own);
  const here = await seal(first, own);
  const frame = longestFrame(members[0], own);

  const move = (on: Console, name: 'sync.sendItem' | 'sync.fetchItem', log: LogId, item: EntityId) => async () => (await on.connect()) && (await on.engine.handlers[name]({ log, item })).ok;
  const [up, down] = await Promise.all([
    (async () => [await cutOn(first, 'up', first.connect), await cutOn(first, 'up', move(first, 'sync.sendItem', own, here))] as const)(),
    (async () => [await cutOn(second, 'down', second.connect), await cutOn(second, 'down', move(second, 'sync.fetchItem', shared, there))] as const)(),
  ]);
  const all = { 'frames up': up[0], 'evidence up': up[1], 'frames down': down[0], 'evidence down': down[1] };
  process.stdout.write(`slow links: of ${RATE / KIBIBYTE} KiB a second, a cut wastes ${Object.entries(all).map(([name, { again }]) => `${name} ${again.map((bytes) => (bytes / RATE).toFixed(2)).join(' and ')} s`).join(', ')}\n`);
  for (const { again, bytes } of Object.values(all)) {
    // What was stored and not answered counts as sent again, too.
    expect(bytes + again.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(CONTENT);
    expect(again).toHaveLength(CUTS.length);
    for (const wasted of again) expect(wasted).toBeLessThanOrEqual(2 * RATE + frame);
  }
  expect(must(await second.engine.handlers['evidence.verify']({ log: shared, item: there })).result).toBe('match');
});
