// Other keys of a server, as consoles meet them: announced, shown, taken by a person, handed on by the journal, and refused with a reason where they do not hold.
import { mkdtempSync } from 'node:fs';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { EntityId, LogId, UnixMs } from '#base';
import { ed25519FromSeed, readyCrypto } from '#crypto';
import { carryOutRotation, prepareRotation, startServer, type RunningServer } from '#server';
import { serverFingerprint, signRotation, voucherText } from '#sync';
import { ask, INCIDENT, must, note, unlockInPlace } from '../../support/engineHarness.ts';
import { closeConsole, connectTo, createNetwork, fingerprintOf, openConsole, pairWith, type Console } from '../../support/sync/console.ts';
import { quick } from '../../support/sync/settings.ts';

const view = (console_: Pick<Console, 'engine'>) => ask(console_, 'sync', {});
const keys = ({ identity: { signer, tls } }: RunningServer) => ({ identity: signer.identity, pin: tls.pin });

describe('a server gets other keys', () => {
  let first: Console;
  let second: Console;
  let server: RunningServer;
  let data: string;
  let log: LogId;
  let paired: EntityId;
  let other: EntityId;
  let old: string;
  beforeAll(async () => {
    await readyCrypto();
    [first, second] = await Promise.all([openConsole(), openConsole()]);
    data = path.join(first.place.folder, 'server');
    server = must(await startServer({ data, address: { host: '127.0.0.1', port: 0 }, settings: quick }));
    old = fingerprintOf(server);
    log = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })).log;
    const sheet = must(await first.engine.handlers['member.invite']({ log, role: 'writer', history: 'all', expires: null, forWhom: 'night shift' }));
    const request = must(await second.engine.handlers['member.joinRequest']({ invitation: sheet.qrText }));
    must(await first.engine.handlers['member.admit']({ log, bytes: request.bytes, without: null, check: null }));
    [paired, other] = [await pairWith(first, server), await pairWith(second, server)];
    must(await connectTo(first, server, paired));
    must(await first.engine.handlers['sync.found']({ log, voucher: voucherText(server.firstVoucher ?? new Uint8Array(1)) }));
    must(await connectTo(second, server, other));
    must(await second.engine.handlers['sync.disconnect']({}));
    must(await first.engine.handlers['sync.disconnect']({}));
  });
  afterAll(async () => {
    await server.close();
    await closeConsole(first);
    await closeConsole(second);
  });

  test('an announcement is shown with both fingerprints and its time, and changes nothing by itself', async () => {
    const made = must(await prepareRotation(data, 'both'));
    must(await server.reload());
    must(await connectTo(first, server, paired));
    const { rotations, rotationsRefused, servers } = await view(first);
    expect(rotations).toEqual([{ server: paired, name: 'war room', from: old, to: made.announced?.fingerprint, since: made.announced?.at, way: { by: 'server' } }]);
    expect(rotationsRefused).toEqual([]);
    expect(servers).toMatchObject([{ id: paired, fingerprint: old, former: null }]);
    expect(await first.engine.handlers['sync.rotate']({ server: paired, rotation: null, fingerprint: old })).toMatchObject({ ok: false, error: { kind: 'wrong-fingerprint' } });
    expect((await view(first)).servers).toMatchObject([{ id: paired, fingerprint: old }]);
  });

  test('a person takes it: both pairs count until the server uses the new one, then the old one is refused for good', async () => {
    const [offer] = (await view(first)).rotations;
    const taken = must(await first.engine.handlers['sync.rotate']({ server: paired, rotation: null, fingerprint: offer?.to.toUpperCase() ?? '' }));
    expect(await view(first)).toMatchObject({ rotations: [], rotationsRefused: [], isTrusted: true, server: taken.server, servers: [{ id: taken.server, name: 'war room', fingerprint: offer?.to, former: old }] });
    must(await first.engine.handlers['sync.now']({ log: null }));
    must(await first.engine.handlers['sync.disconnect']({}));
    // Still the old keys there.
    must(await connectTo(first, server, taken.server));
    must(await first.engine.handlers['sync.disconnect']({}));
    await cp(path.join(data, 'identity'), path.join(`${data}-old`, 'identity'), { recursive: true });
    must(await carryOutRotation(data));
    expect(must(await server.reload())).toEqual({ keys: 'switched' });
    const before = (await view(first)).logs[0]?.checkpoint?.size ?? 0;
    expect(before).toBeGreaterThan(0);
    must(await connectTo(first, server, taken.server));
    const after = await view(first);
    expect(after).toMatchObject({ isTrusted: true, servers: [{ id: taken.server, former: null }], rotations: [], rotationsRefused: [] });
    // What was remembered under the old identity goes on: the order was compared, not begun anew.
    expect(after.logs[0]).toMatchObject({ onServer: true, failure: null });
    expect(after.logs[0]?.checkpoint?.size).toBeGreaterThanOrEqual(before);
    expect(after.logs[0]?.goes).toMatchObject({ entries: 0 });
    paired = taken.server;
    // Whoever stole the old keys, or put them back, is nobody any more.
    must(await first.engine.handlers['sync.disconnect']({}));
    const former = must(await startServer({ data: `${data}-old`, address: { host: '127.0.0.1', port: 0 }, settings: quick }));
    onTestFinished(() => former.close());
    expect(fingerprintOf(former)).toBe(old);
    expect(await connectTo(first, former, paired)).toMatchObject({ ok: false, error: { kind: 'wrong-pin' } });
    expect(await view(first)).toMatchObject({ isTrusted: false, failure: 'wrong-pin' });
  });

  test('whom the announcement did not reach is refused at first, and learns of it by the journal of somebody else', async () => {
    expect(await connectTo(second, server, other)).toMatchObject({ ok: false, error: { kind: 'wrong-pin' } });
    expect(second.gate.read()).toMatchObject({ state: 'OFFLINE', left: 'failed' });
    // By stick, as it would be: no server between.
    const heads = must(await second.engine.handlers['sync.status']({ server: other })).logs.map((one) => one.log);
    expect(heads).toContain(log);
    await carry(first, second, log);
    // Also by a console that was opened anew, before anybody has looked at the incident.
    await second.engine.end();
    await second.vault.close();
    const { gate, net } = createNetwork();
    second = { ...second, ...(await unlockInPlace(second.place, second.path, { net })), gate };
    const [offer] = (await view(second)).rotations;
    expect(offer).toMatchObject({ server: other, from: old, to: fingerprintOf(server), way: { by: 'journal', ref: 'INC-1', author: 'Kari Moen' } });
    const taken = must(await second.engine.handlers['sync.rotate']({ server: other, rotation: null, fingerprint: offer?.to ?? '' }));
    must(await connectTo(second, server, taken.server));
    expect(await view(second)).toMatchObject({ isTrusted: true, servers: [{ id: taken.server, former: null }] });
    must(await second.engine.handlers['sync.disconnect']({}));
    other = taken.server;
  });

  test('a rotation that was carried out before, one of another server and a forged one are refused', async () => {
    const [known] = (await view(first)).servers;
    const present = keys(server);
    const stranger = ed25519FromSeed(new Uint8Array(32).fill(7));
    const next = { pin: present.pin, nextIdentity: stranger.publicKey, nextPin: new Uint8Array(32).fill(9), at: (Date.now() + 1_000) as UnixMs };
    const forged = signRotation(next, { identity: present.identity, signingKey: stranger.signingKey });
    const foreign = signRotation(next, { identity: stranger.publicKey, signingKey: stranger.signingKey });
    const carried = await readFile(path.join(data, 'identity', 'rotations', '000001.hfr'));
    const back = signRotation({ ...next, nextIdentity: server.identity.history[0]?.identity ?? present.identity, nextPin: server.identity.history[0]?.pin ?? present.pin }, server.identity.signer);
    for (const [bytes, reason] of [[forged, 'not-signed'], [foreign, 'other-server'], [carried, 'replayed'], [back, 'rolled-back'], [new Uint8Array(90), 'malformed']] as const) {
      expect(await first.engine.handlers['sync.rotate']({ server: paired, rotation: bytes, fingerprint: serverFingerprint(stranger.publicKey, next.nextPin) })).toMatchObject({ ok: false, error: { kind: 'bad-rotation', message: expect.stringContaining(reason) as string } });
      // The window asks before a person compares anything.
      expect(await first.engine.handlers['sync.readRotation']({ server: paired, rotation: bytes })).toEqual({ ok: true, value: { is: 'refused', refusal: reason } });
    }
    // One that is handed on in a journal, by a member, is judged the same, and said.
    must(await second.engine.handlers['entry.record']({ log, draft: { kind: 'sync-server', occurred: null, body: { name: 'war room', address: '127.0.0.1:1', identity: hex(stranger.publicKey), pin: '09'.repeat(32), rotation: hex(forged) } } }));
    await carry(second, first, log);
    expect(await view(first)).toMatchObject({ rotations: [], rotationsRefused: [{ name: 'war room', refusal: 'not-signed', way: { by: 'journal', ref: 'INC-1' } }] });
    expect((await view(first)).servers).toEqual([known]);
    // In the workspace itself it is no server: the claim does not hold.
    expect(await first.engine.handlers['entry.record']({ log: await workspaceOf(first, log), draft: { kind: 'sync-server', occurred: null, body: { name: 'x', address: '127.0.0.1:1', identity: hex(stranger.publicKey), pin: '09'.repeat(32), rotation: hex(forged), supersedes: paired as never } } })).toMatchObject({ ok: true });
    expect((await view(first)).servers).toEqual([known]);
  });

  test('a server that announces what does not hold is named, and what it forgot is found through its new identity too', async () => {
    const older = path.join(first.place.folder, 'older');
    must(await first.engine.handlers['sync.disconnect']({}));
    await server.close();
    await cp(data, older, { recursive: true });
    server = must(await startServer({ data, address: server.address, settings: quick }));
    must(await connectTo(first, server, paired));
    must(await first.engine.handlers['entry.record']({ log, draft: note('after the copy') }));
    must(await first.engine.handlers['sync.now']({ log }));
    must(await first.engine.handlers['sync.disconnect']({}));
    const made = must(await prepareRotation(data, 'identity')).announced;
    must(await server.reload());
    must(await connectTo(first, server, paired));
    // By the file of the server, as somebody would carry it: the same checks, the same comparison.
    const rotation = new Uint8Array(await readFile(path.join(data, 'identity', 'rotation.hfr')));
    expect(await first.engine.handlers['sync.readRotation']({ server: paired, rotation })).toMatchObject({ ok: true, value: { is: 'offered', rotation: { server: paired, to: made?.fingerprint, way: { by: 'file' } } } });
    expect(await first.engine.handlers['sync.readRotation']({ server: paired, rotation: rotation.map((byte, index) => (index === 200 ? byte ^ 1 : byte)) })).toMatchObject({ ok: true, value: { is: 'refused' } });
    expect(await first.engine.handlers['sync.rotate']({ server: paired, rotation, fingerprint: old })).toMatchObject({ ok: false, error: { kind: 'wrong-fingerprint' } });
    const taken = must(await first.engine.handlers['sync.rotate']({ server: paired, rotation, fingerprint: made?.fingerprint ?? '' }));
    expect(await first.engine.handlers['sync.readRotation']({ server: taken.server, rotation })).toEqual({ ok: true, value: { is: 'taken' } });
    must(await first.engine.handlers['sync.disconnect']({}));
    must(await carryOutRotation(data));
    await server.close();
    // The older records under the new keys.
    await cp(path.join(data, 'identity'), path.join(older, 'identity'), { recursive: true });
    server = must(await startServer({ data: older, address: server.address, settings: quick }));
    expect(await connectTo(first, server, taken.server)).toMatchObject({ ok: false, error: { kind: 'rolled-back' } });
    expect(first.gate.read()).toMatchObject({ state: 'OFFLINE', left: 'failed' });
    paired = taken.server;
  });

  test('after a restart the memory of the server is there before anybody connects, and choices need no connection', async () => {
    await first.engine.end();
    await first.vault.close();
    const { gate, net } = createNetwork();
    const again = await unlockInPlace(first.place, first.path, { net });
    onTestFinished(async () => again.end());
    const shown = await view(again);
    expect(shown).toMatchObject({ server: paired, isConnected: false, logs: [{ log, onServer: true }] });
    const [row] = shown.logs;
    expect(row?.synced).toBeGreaterThan(0);
    expect(row?.checkpoint?.size).toBeGreaterThan(0);
    // Everything was sent but the entry that names the new keys.
    expect((await ask(again, 'incident', { log }))?.unwitnessed).toBeLessThan(3);
    must(await again.engine.handlers['sync.choose']({ log, mode: 'off' }));
    must(await again.engine.handlers['sync.cap']({ bytesPerSecond: 4_096 }));
    expect(await view(again)).toMatchObject({ logs: [{ mode: 'off' }] });
    expect(await ask(again, 'sync.evidence', { log })).toMatchObject({ server: paired, bytesPerSecond: 4_096 });
    expect(gate.read().state).toBe('OFFLINE');
    // A memory that somebody changed is none, and says nothing.
    await again.end();
    for (const name of await readdir(path.join(first.path, 'sync'))) await writeFile(path.join(first.path, 'sync', name), new Uint8Array(300));
    const blind = await unlockInPlace(first.place, first.path, { net });
    onTestFinished(async () => blind.end());
    expect((await view(blind)).logs[0]).toMatchObject({ synced: 0, checkpoint: null, onServer: false });
  });
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
async function workspaceOf({ path: vault }: Console, log: LogId): Promise<LogId> {
  const logs = await readdir(path.join(vault, 'log'));
  return logs.find((name) => name !== log) as LogId;
}
/** Frames from one vault to another, by stick. */
async function carry(from: Console, to: Console, log: LogId): Promise<void> {
  const folder = mkdtempSync(path.join(from.place.folder, 'stick-'));
  const { grant } = must(await from.vault.addBundleFolder(folder));
  must(await from.engine.handlers['bundle.export']({ log, folder: grant, recipients: (await ask(from, 'members', { log })).members.filter(({ own }) => !own).map(({ device }) => device), carry: 'all', evidence: false }));
  must(await to.engine.handlers['bundle.import']({ grants: [must(await to.vault.addBundleFiles(folder)).grant] }));
}
