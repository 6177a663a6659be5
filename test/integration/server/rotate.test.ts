// Other keys for a server that runs: announced, switched to, and what the old ones have signed still counts (docs/spec/server.md section 8).
import { cp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { bytesToHex } from '#base';
import { logIdToBytes, readyCrypto, systemRandom } from '#crypto';
import { carryOutRotation, prepareRotation, readRotation, type RunningServer } from '#server';
import { isSessionSigned, serverFingerprint, verifyCheckpoint, verifyRotation } from '#sync';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { connectClient, logIn } from '../../support/sync/client.ts';
import { createDataFolder, founded, serve } from '../../support/sync/harness.ts';
import { must } from '../../support/engineHarness.ts';

beforeAll(readyCrypto);
const keysOf = ({ identity: { signer, tls } }: RunningServer) => ({ identity: signer.identity, pin: tls.pin });
async function helloOf(server: RunningServer) {
  const client = await connectClient(server.address);
  onTestFinished(() => client.close());
  const nonce = systemRandom(32);
  const answer = await client.must('hello', { versions: [1], nonce });
  return { ...answer, pin: client.pin, isProved: isSessionSigned({ clientNonce: nonce, serverNonce: answer.nonce, binding: client.binding }, client.pin, answer.identity, answer.signature) };
}
async function run(...args: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await runCommandLine(['admin', 'rotate', ...args], { ...createTerminal(), environment: {}, out: (text) => { out += text; }, err: (text) => { err += text; } });
  return { code, out, err };
}

test.each(['tls', 'identity', 'both'] as const)('new keys (%s) are announced by the old identity, then used, without a new start', async (which) => {
  const server = await serve();
  const old = keysOf(server);
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  expect((await helloOf(server)).rotation).toBeNull();
  must(await prepareRotation(server.data, which));
  expect(must(await server.reload())).toEqual({ keys: 'announced' });
  const announced = await helloOf(server);
  const rotation = must(verifyRotation(announced.rotation ?? new Uint8Array(1), old));
  expect([bytesToHex(rotation.nextIdentity) === bytesToHex(old.identity), bytesToHex(rotation.nextPin) === bytesToHex(old.pin)]).toEqual([which === 'tls', which === 'identity']);
  // The old keys serve on meanwhile, also on the connection that was there.
  expect((await client.must('push', { log, frames: [writer.write(['a']).bytes] })).stored).toBe(1);

  must(await carryOutRotation(server.data));
  const gone = new Promise<void>((resolve) => client.socket.once('close', () => resolve()));
  expect(must(await server.reload())).toEqual({ keys: 'switched' });
  await gone;
  const now = keysOf(server);
  expect(now).toEqual({ identity: rotation.nextIdentity, pin: rotation.nextPin });
  expect(await helloOf(server)).toMatchObject({ identity: now.identity, pin: now.pin, isProved: true, rotation: null });
  const again = await logIn(server.address, writer.device, now);
  onTestFinished(() => again.close());
  const pulled = await again.must('pull', { log, from: 0, have: [], maxBytes: 1_000_000 });
  expect(pulled.items).toHaveLength(2);
  expect(verifyCheckpoint(pulled.checkpoint, { server: now.identity, log: writer.genesis.log })).toMatchObject({ ok: true, value: { size: 2 } });
  // Logs that were not touched since are still this server's after two rotations and a new start.
  must(await prepareRotation(server.data, 'both', 5));
  must(await carryOutRotation(server.data));
  await server.close();
  const restarted = await serve({ data: server.data });
  expect(restarted.ledger.broken().size).toBe(0);
  expect(restarted.identity.history).toHaveLength(2);
});

test('a switch that was cut short after it was decided is made good at the next start, in each order of its steps', async () => {
  const data = await createDataFolder();
  await (await serve({ data })).close();
  const announced = must(await prepareRotation(data, 'both')).announced;
  const identity = path.join(data, 'identity');
  await cp(path.join(identity, 'next'), path.join(data, 'copy'), { recursive: true });
  for (const done of [[], ['identity.key'], ['identity.key', 'tls.key'], ['identity.key', 'tls.key', 'tls.crt']]) {
    const torn = await createDataFolder();
    await cp(data, torn, { recursive: true });
    await cp(path.join(data, 'copy'), path.join(torn, 'identity', 'next'), { recursive: true });
    await rm(path.join(torn, 'identity', 'rotations'), { recursive: true, force: true });
    await (await import('node:fs/promises')).mkdir(path.join(torn, 'identity', 'rotations'));
    await rename(path.join(torn, 'identity', 'rotation.hfr'), path.join(torn, 'identity', 'rotations', '000001.hfr'));
    for (const name of done) await cp(path.join(data, 'copy', name), path.join(torn, 'identity', name));
    // Looking changes nothing, and already tells the new ones.
    expect(must(await readRotation(torn)).fingerprint).toBe(announced?.fingerprint);
    expect(await readdir(path.join(torn, 'identity'))).toContain('next');
    const server = await serve({ data: torn });
    const { identity: key, pin } = keysOf(server);
    expect(serverFingerprint(key, pin)).toBe(announced?.fingerprint);
    expect(await readdir(path.join(torn, 'identity'))).not.toContain('next');
    await server.close();
  }
});

test('the command prepares, shows, takes back and switches; what does not fit is refused and changes nothing', async () => {
  const data = await createDataFolder();
  await (await serve({ data })).close();
  const before = (await run('--data', data)).out;
  expect(before).toMatch(/^fingerprint ([0-9a-f]{4} ?){5}\n$/);
  expect(await run('--data', data, '--switch')).toMatchObject({ code: 64, err: expect.stringContaining('no rotation is announced') as string });
  expect(await run('--data', data, '--new', 'all')).toMatchObject({ code: 64 });
  expect(await run('--data', data, '--new', 'tls', '--switch')).toMatchObject({ code: 64 });
  expect((await run('--data', data, '--new', 'both')).out).toMatch(/^fingerprint [^\n]+\nannounced [^\n]+\nsince \S+Z\n$/);
  expect(await run('--data', data, '--new', 'tls')).toMatchObject({ code: 64, err: expect.stringContaining('announced already') as string });
  expect((await run('--data', data, '--withdraw')).out).toBe(before);
  const announced = /announced (.*)/.exec((await run('--data', data, '--new', 'identity')).out)?.[1];
  expect((await run('--data', data, '--switch')).out).toBe(`fingerprint ${announced}\n`);
  // A rotation of somebody else in its place is no start at all.
  await writeFile(path.join(data, 'identity', 'rotation.hfr'), new Uint8Array(200));
  expect(await run('--data', data)).toMatchObject({ code: 1, err: expect.stringContaining('not its own') as string });
});
