// Sync from the command line with a real server: what a shell sees of it.
import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { carryOutRotation, prepareRotation, startServer, type RunningServer } from '#server';
import { serverFingerprint, voucherText } from '#sync';
import { runCommandLine } from '../../../src/cli/run.ts';
import { createTerminal, type Terminal } from '../../../src/cli/terminal.ts';
import { createInPlace, createPlace, INCIDENT, must, note, type Place } from '../../support/engineHarness.ts';
import { quick } from '../../support/sync/settings.ts';

let place: Place & { readonly remove: () => Promise<void> };
let server: RunningServer;
let vault: string;
let address: string;
let fingerprint: string;
const file = (name: string) => path.join(place.folder, name);
beforeAll(async () => {
  place = await createPlace();
  const running = await createInPlace(place);
  vault = running.path;
  const { log } = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  must(await running.engine.handlers['entry.record']({ log, draft: note('isolated the file server') }));
  await running.end();
  writeFileSync(file('recovery'), running.recoveryKey);
  mkdirSync(file('server'));
  server = must(await startServer({ data: file('server/data'), address: { host: '127.0.0.1', port: 0 }, settings: quick }));
  address = `${server.address.host}:${server.address.port}`;
  fingerprint = serverFingerprint(server.identity.signer.identity, server.identity.tls.pin);
  writeFileSync(file('voucher'), `${voucherText(server.firstVoucher ?? new Uint8Array(1))}\n`);
});
afterAll(async () => {
  await server.close();
  await place.remove();
});
async function run(command: string, more: readonly string[] = [], environment: Terminal['environment'] = {}): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const terminal: Terminal = { ...createTerminal(), environment, hostStateDir: place.hostStateDir, out: (text) => { out += text; }, err: (text) => { err += text; } };
  return { code: await runCommandLine(['sync', command, vault, ...more, '--recovery-file', file('recovery')], terminal), out, err };
}

test('another server than the one compared is not paired, and nothing is recorded', async () => {
  const pair = (more: readonly string[], environment?: Terminal['environment']) => run('pair', ['--name', 'war room', ...more], environment);
  expect(await pair(['--address', address, '--fingerprint', '0000 1111 2222 3333 4444'])).toMatchObject({ code: 1, out: '' });
  expect(await pair(['--address', 'war-room.example:8443', '--fingerprint', fingerprint])).toMatchObject({ code: 64 });
  expect(await pair(['--address', address])).toMatchObject({ code: 64 });
  expect(await pair(['--address', address, '--fingerprint', fingerprint], { HTTPS_PROXY: 'http://192.0.2.1:3128' })).toMatchObject({ code: 1, err: expect.stringContaining('proxy') as string });
  expect(await run('status')).toEqual({ code: 0, out: '', err: '' });
  expect(await run('run', ['--server', 'war room', '--network-once'])).toMatchObject({ code: 66 });
});

test('pair, found by a voucher from a file, and everything counts as synced', async () => {
  expect(await run('pair', ['--address', address, '--fingerprint', fingerprint.toUpperCase().replaceAll(' ', '-'), '--name', 'war room'])).toEqual({ code: 0, out: `server\twar room\t${address}\t${fingerprint}\n`, err: '' });
  expect(await run('pair', ['--address', address, '--fingerprint', fingerprint, '--name', 'War Room'])).toMatchObject({ code: 64 });
  const before = await run('status');
  expect(before.out).toMatch(/^server\twar room\t[^\n]+\nincident\tINC-1\t[0-9a-f]{32}\tautomatic\tonly here\tframes \d+\tsynced 0\n$/);

  const sync = (more: readonly string[]) => run('run', ['--server', 'war room', ...more]);
  expect(await sync([])).toMatchObject({ code: 1, err: expect.stringContaining('network') as string });
  expect(await sync(['--network-once', '--voucher-file', file('voucher')])).toMatchObject({ code: 64 });
  expect(await sync(['--network-once', '--incident', 'INC-1', '--voucher-file', file('none')])).toMatchObject({ code: 66 });
  writeFileSync(file('other-voucher'), 'AAAAAAAA');
  expect(await sync(['--network-once', '--incident', 'INC-1', '--voucher-file', file('other-voucher')])).toMatchObject({ code: 65, out: '' });
  const founded = await sync(['--network-name', 'site', '--incident', 'INC-1', '--voucher-file', file('voucher')]);
  expect(founded).toMatchObject({ code: 0, err: '' });
  expect(founded.out).toMatch(/^frames newly synced\t(\d+)\nincident\tINC-1\t[0-9a-f]{32}\tautomatic\ton the server\tframes \1\tsynced \1\n$/);
  expect((await run('status')).out).toMatch(/\ton the server\tframes (\d+)\tsynced \1\n$/);
  // The network is known from now on, and what is synced is not sent again.
  expect(await sync([])).toMatchObject({ code: 0, out: expect.stringContaining('frames newly synced\t0\n') as string });
});

test('other keys of the server are told with both fingerprints, taken with the new one alone, and used', async () => {
  const sync = () => run('run', ['--server', 'war room']);
  const announced = must(await prepareRotation(file('server/data'), 'both')).announced?.fingerprint ?? '';
  must(await server.reload());
  expect((await sync()).out).toMatch(new RegExp(`^rotation\twar room\t${fingerprint}\t${announced}\t\\S+Z\tserver$`, 'm'));
  expect(await run('rotate', ['--server', 'war room', '--fingerprint', fingerprint])).toMatchObject({ code: 1, out: '' });
  writeFileSync(file('forged.hfr'), new Uint8Array(200));
  expect(await run('rotate', ['--server', 'war room', '--fingerprint', announced, '--rotation-file', file('forged.hfr')])).toMatchObject({ code: 1, err: expect.stringContaining('malformed') as string });
  expect(await run('rotate', ['--server', 'war room', '--fingerprint', announced.toUpperCase(), '--rotation-file', file('server/data/identity/rotation.hfr')])).toEqual({ code: 0, err: '', out: `server\twar room\t${address}\t${announced}\nformer\twar room\t${fingerprint}\n` });
  expect((await run('status')).out).toContain(`former\twar room\t${fingerprint}\n`);
  must(await carryOutRotation(file('server/data')));
  must(await server.reload());
  expect(await sync()).toMatchObject({ code: 0 });
  expect((await run('status')).out).not.toContain('former');
});

test('after a command the walls of the process are as they were', async () => {
  const { connect } = net.Socket.prototype;
  await run('run', ['--server', 'war room']);
  expect(net.Socket.prototype.connect).toBe(connect);
  await server.close();
  expect(await run('run', ['--server', 'war room'])).toMatchObject({ code: 1, out: '' });
});
