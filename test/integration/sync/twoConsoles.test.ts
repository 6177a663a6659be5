// Two vaults and a real server: pairing, an invitation over the same path, entries both ways, and what ends the trust.
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bytesToHex, type EntityId, type LogId, type UnixMs } from '#base';
import { createNetClient, createNetGate, createNetHandlers, type NetGate } from '#network';
import { startServer, type RunningServer } from '#server';
import { pairingText, serverFingerprint, voucherText } from '#sync';
import { ask, createInPlace, createPlace, INCIDENT, must, note, type Place, type Running } from '../../support/engineHarness.ts';

/** Nothing of a test is slowed down by what a server grants. */
const quick = { requestsPerSecond: 10_000, requestBurst: 10_000, reserveBytes: 0 };

interface Console extends Running { readonly place: Place & { readonly remove: () => Promise<void> }; readonly gate: NetGate }

async function open(): Promise<Console> {
  const place = await createPlace();
  const gate = createNetGate(() => []);
  const net = createNetClient(createNetHandlers(gate, async () => false), gate);
  const running = await createInPlace(place, { net });
  return { ...running, place, gate };
}
const arm = (console_: Console, server: RunningServer) => console_.gate.arm({ host: server.address.host, port: server.address.port }, (Date.now() + 60_000) as UnixMs);
const addressOf = (server: RunningServer) => `${server.address.host}:${server.address.port}`;
const once = { confirm: 'once' } as const;
const view = (console_: Console) => ask(console_, 'sync', {});

async function pair(console_: Console, server: RunningServer): Promise<EntityId> {
  arm(console_, server);
  const { identity: { signer, tls } } = server;
  return must(await console_.engine.handlers['sync.pair']({ name: 'war room', address: addressOf(server), code: null, fingerprint: serverFingerprint(signer.identity, tls.pin) })).server;
}

describe('two consoles and a server', () => {
  let first: Console;
  let second: Console;
  let server: RunningServer;
  let data: string;
  let log: LogId;
  let paired: readonly [EntityId, EntityId];

  beforeAll(async () => {
    [first, second] = await Promise.all([open(), open()]);
    data = path.join(first.place.folder, 'server');
    server = must(await startServer({ data, address: { host: '127.0.0.1', port: 0 }, settings: quick }));
    log = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })).log;
    paired = [await pair(first, server), await pair(second, server)];
  });
  afterAll(async () => {
    await first.end();
    await second.end();
    await server.close();
    await first.place.remove();
    await second.place.remove();
  });

  test('an incident goes to the server by a voucher, and counts as synced when a checkpoint was recomputed', async () => {
    must(await first.engine.handlers['sync.connect']({ server: paired[0], network: once }));
    expect(await view(first)).toMatchObject({ isConnected: true, isTrusted: true, logs: [{ log, onServer: false, synced: 0 }] });
    expect(first.gate.read().state).toBe('TRUSTED');
    expect(await first.engine.handlers['sync.found']({ log, voucher: 'AAAAAAAA' })).toMatchObject({ ok: false, error: { kind: 'bad-voucher' } });
    must(await first.engine.handlers['sync.found']({ log, voucher: voucherText(server.firstVoucher ?? new Uint8Array(1)) }));
    const [row] = (await view(first)).logs;
    expect(row).toMatchObject({ onServer: true, failure: null });
    expect(row?.synced).toBe(row?.frames);
    expect(row?.checkpoint?.size).toBe(row?.frames);
    expect((await ask(first, 'incident', { log }))?.unwitnessed).toBe(0);
  });

  test('who was admitted finds the incident there, writes, and both hold the same', async () => {
    const sheet = must(await first.engine.handlers['member.invite']({ log, role: 'writer', history: 'all', expires: null, forWhom: 'night shift' }));
    const request = must(await second.engine.handlers['member.joinRequest']({ invitation: sheet.qrText }));
    must(await first.engine.handlers['member.admit']({ log, bytes: request.bytes, without: null, check: null }));
    must(await first.engine.handlers['entry.record']({ log, draft: note('before the second came') }));
    expect(must(await first.engine.handlers['sync.now']({ log: null })).pushed).toBeGreaterThan(2);
    must(await second.engine.handlers['sync.connect']({ server: paired[1], network: once }));
    expect((await ask(second, 'incidents', {})).map((card) => card.log)).toContain(log);
    must(await second.engine.handlers['entry.record']({ log, draft: note('from the other site') }));
    must(await second.engine.handlers['sync.now']({ log }));
    must(await first.engine.handlers['sync.now']({ log }));
    const texts = async (console_: Console) => (await ask(console_, 'journal', { log, filter: {}, order: 'number', descending: false, offset: 0, limit: 50 })).rows.map((row) => JSON.stringify(row));
    expect(await texts(first)).toEqual(await texts(second));
    expect((await texts(first)).join('\n')).toContain('from the other site');
  });

  test('what is sealed goes out by itself, and what others sealed comes in', async () => {
    must(await first.engine.handlers['entry.record']({ log, draft: note('nobody presses anything') }));
    await expect.poll(async () => (await view(first)).logs[0], { timeout: 20_000 }).toMatchObject({ failure: null });
    await expect.poll(async () => { const [row] = (await view(first)).logs; return (row?.frames ?? 0) - (row?.synced ?? 0); }, { timeout: 20_000 }).toBe(0);
    await expect.poll(async () => (await ask(second, 'journal', { log, filter: {}, order: 'number', descending: false, offset: 0, limit: 50 })).rows.some((row) => JSON.stringify(row).includes('nobody presses anything')), { timeout: 30_000 }).toBe(true);
  }, 60_000);

  test('the server holds no word of it', async () => {
    const { readdir, readFile } = await import('node:fs/promises');
    for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(path.join(entry.parentPath, entry.name));
      for (const word of ['nobody presses', 'from the other site', 'Ransomware', 'INC-1', 'Kari', 'war room', 'night shift']) expect(bytes.includes(word)).toBe(false);
    }
  });

  test('the kill switch cuts the connection, and nothing goes on until a person arms again', async () => {
    first.gate.disarm('kill');
    expect(await view(first)).toMatchObject({ isConnected: false, isTrusted: false, failure: 'killed' });
    expect(await first.engine.handlers['sync.now']({ log: null })).toMatchObject({ ok: false });
    expect(await view(first)).toMatchObject({ isConnected: false, isTrusted: false });
    expect(await first.engine.handlers['sync.connect']({ server: paired[0], network: once })).toMatchObject({ ok: false, error: { kind: 'disarmed' } });
    arm(first, server);
    expect(await first.engine.handlers['sync.connect']({ server: paired[0], network: null })).toMatchObject({ ok: false, error: { kind: 'unknown-network' } });
    must(await first.engine.handlers['sync.connect']({ server: paired[0], network: { confirm: 'always', name: 'war room' } }));
    must(await first.engine.handlers['sync.disconnect']({}));
    arm(first, server);
    must(await first.engine.handlers['sync.connect']({ server: paired[0], network: null }));
  });

  test('a server that was put back to an older state is left, the gate closes, and the reason is said', async () => {
    const older = `${data}-older`;
    onTestFinished(() => rm(older, { recursive: true, force: true }));
    must(await first.engine.handlers['sync.disconnect']({}));
    must(await second.engine.handlers['sync.disconnect']({}));
    await server.close();
    await cp(data, older, { recursive: true });
    server = must(await startServer({ data, address: server.address, settings: quick }));
    arm(first, server);
    must(await first.engine.handlers['sync.connect']({ server: paired[0], network: null }));
    must(await first.engine.handlers['entry.record']({ log, draft: note('after the copy was made') }));
    must(await first.engine.handlers['sync.now']({ log }));
    must(await first.engine.handlers['sync.disconnect']({}));
    await server.close();
    const restored = must(await startServer({ data: older, address: server.address, settings: quick }));
    onTestFinished(() => restored.close());
    arm(first, restored);
    expect(await first.engine.handlers['sync.connect']({ server: paired[0], network: null })).toMatchObject({ ok: false, error: { kind: 'rolled-back' } });
    expect(first.gate.read()).toMatchObject({ state: 'OFFLINE', left: 'failed' });
    expect(await view(first)).toMatchObject({ isTrusted: false, failure: 'rolled-back' });
  });

  test('another server at the address is left without a request, and pairs only by its own fingerprint', async () => {
    const other = must(await startServer({ data: `${data}-other`, address: { host: '127.0.0.1', port: 0 }, settings: quick }));
    onTestFinished(async () => {
      await other.close();
      await rm(`${data}-other`, { recursive: true, force: true });
    });
    arm(second, other);
    expect(await second.engine.handlers['sync.connect']({ server: paired[1], network: once })).toMatchObject({ ok: false, error: { kind: 'wrong-pin' } });
    expect(second.gate.read().state).toBe('OFFLINE');
    arm(second, other);
    const { signer, tls } = other.identity;
    expect(await second.engine.handlers['sync.pair']({ name: 'x', address: addressOf(other), code: null, fingerprint: '0000 1111 2222 3333 4444' })).toMatchObject({ ok: false, error: { kind: 'wrong-identity' } });
    arm(second, other);
    expect(await second.engine.handlers['sync.pair']({ name: 'x', address: addressOf(other), code: pairingText({ address: other.address, pin: tls.pin, identity: new Uint8Array(32).fill(9) }), fingerprint: null })).toMatchObject({ ok: false, error: { kind: 'wrong-identity' } });
    arm(second, other);
    expect(bytesToHex(signer.identity)).toHaveLength(64);
    must(await second.engine.handlers['sync.pair']({ name: 'x', address: addressOf(other), code: pairingText({ address: other.address, pin: tls.pin, identity: signer.identity }), fingerprint: null }));
    expect((await view(second)).servers.map(({ name }) => name)).toEqual(['war room', 'x']);
  });
});
