// `holdfast serve` and `holdfast admin` as a person uses them (docs/spec/cli.md).
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { logIdToBytes, readyCrypto, sha256 } from '#crypto';
import { parsePairing, parseVoucherText, serverFingerprint } from '#sync';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { createWriter } from '../../../src/shared/log/testing/writer.ts';
import { logIn } from '../../support/sync/client.ts';
import { createDataFolder, founded, serve, session } from '../../support/sync/harness.ts';

beforeAll(readyCrypto);

interface Ran { readonly code: number; readonly out: string; readonly err: string }
async function run(...args: readonly string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const code = await runCommandLine(args, { ...createTerminal(), environment: {}, out: (text) => { out += text; }, err: (text) => { err += text; } });
  return { code, out, err };
}

test('one command: a server that says who it is, a code to scan, a voucher, numbers, and an orderly end', async () => {
  const data = await createDataFolder();
  let [out, err] = ['', ''];
  let ready = (): void => undefined;
  const started = new Promise<void>((resolve) => { ready = resolve; });
  const ended = runCommandLine(['serve', '--data', data, '--listen', '127.0.0.1:0', '--metrics', '127.0.0.1:0'], {
    ...createTerminal(), environment: {}, err: (text) => { err += text; },
    out: (text) => {
      out += text;
      ready();
    },
  });
  await started;
  const line = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(out)?.[1] ?? '';
  const pairing = parsePairing(line('pairing'));
  if (!pairing.ok) throw new Error(pairing.error.message);
  expect(serverFingerprint(pairing.value.identity, pairing.value.pin)).toBe(line('fingerprint'));
  expect(out).toMatch(/[▀▄█]{20}/);
  const voucher = parseVoucherText(/voucher[^\n]*\n([A-Z2-7-]+)/.exec(out)?.[1] ?? '');
  const writer = createWriter({ seed: 51 });
  const client = await logIn(pairing.value.address, writer.device, pairing.value);
  await client.must('found', { voucher: voucher.ok ? voucher.value : new Uint8Array(1), genesis: writer.genesis.frame });
  const numbers = await (await fetch(line('metrics'))).text();
  expect(numbers).toContain('holdfast_requests_total{outcome="found/ok"} 1');
  expect(numbers).toContain('holdfast_sessions 1');
  expect(await (await fetch(line('metrics').replace('/metrics', '/healthz'))).text()).toBe('ok\n');
  expect((await fetch(line('metrics').replace('/metrics', '/other'))).status).toBe(404);
  // A log of its own: no address, no whole key.
  expect(err).toMatch(/^\S+Z found ok [0-9a-f]{8} \d+ \d+$/m);
  expect(err).not.toMatch(/127\.0\.0\.1|[0-9a-f]{16}/);
  client.close();
  process.emit('SIGTERM');
  expect(await ended).toBe(0);
  expect(readdirSync(data)).not.toContain('lock');
});

test('admin looks at a folder while it is served, and makes vouchers that hold', async () => {
  const server = await serve();
  const { writer, client } = await founded(server);
  const { log } = writer.genesis;
  const blob = sha256(new Uint8Array(5));
  await client.must('push', { log: logIdToBytes(log), frames: [writer.write(['a']).bytes] });
  await client.must('blob.put', { log: logIdToBytes(log), blob, size: 5, from: 0, bytes: new Uint8Array(5) });
  const status = JSON.parse((await run('admin', 'status', '--data', server.data, '--json')).out) as { readonly logs: readonly Record<string, unknown>[] };
  expect(status.logs).toMatchObject([{ log, frames: 2, blobBytes: 5, requests: 0, problem: null }]);
  expect((await run('serve', '--check', '--data', server.data)).out).toContain(`${log}\t2\tok`);
  expect(await run('admin', 'fsck', '--data', server.data)).toMatchObject({ code: 0, out: `holds\t${log}\t2\t2\t1\t0\tok\n` });
  expect(await run('admin', 'scrub', '--data', server.data)).toMatchObject({ code: 0, out: 'blobs 1\nbytes 5\n' });
  const made = parseVoucherText((await run('admin', 'voucher', '--data', server.data, '--logs', '2', '--days', '1')).out);
  for (const seed of [61, 62]) expect((await client.ask('found', { voucher: made.ok ? made.value : new Uint8Array(1), genesis: createWriter({ seed, device: writer.device }).genesis.frame })).error).toBeNull();
  expect((await client.ask('found', { voucher: made.ok ? made.value : new Uint8Array(1), genesis: createWriter({ seed: 63, device: writer.device }).genesis.frame })).error?.error).toBe('bad-voucher');
  expect((await run('admin', 'voucher', '--data', server.data, '--logs', '65')).code).toBe(64);
  expect((await run('admin', 'status', '--data', path.join(server.data, 'nothing'))).code).toBe(66);
});

test('quotas hold once they are read again, and journals have room that blobs may not take', async () => {
  const server = await serve();
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  const frame = writer.write(['a']).bytes;
  expect((await run('admin', 'quota', '--data', server.data, '--log', writer.genesis.log, '--log-bytes', '10000', '--log-frames', '4')).code).toBe(0);
  expect((await run('admin', 'quota', '--data', server.data, '--log', 'x')).code).toBe(64);
  await server.reload();
  const bytes = new Uint8Array(9_000);
  const blob = sha256(bytes);
  expect((await client.must('blob.put', { log, blob, size: 9_000, from: 0, bytes })).bytes).toBe(9_000);
  const more = new Uint8Array(10).fill(1);
  expect((await client.ask('blob.put', { log, blob: sha256(more), size: 10, from: 0, bytes: more })).error).toMatchObject({ error: 'quota', what: 'log-bytes' });
  expect((await client.ask('push', { log, frames: [frame] })).error).toMatchObject({ error: 'quota', what: 'log-bytes', stored: 0 });
  await run('admin', 'quota', '--data', server.data, '--log', writer.genesis.log, '--log-bytes', '1000000');
  await server.reload();
  const [second, third, fourth] = ['b', 'c', 'd'].map((text) => writer.write([text]).bytes) as [Uint8Array, Uint8Array, Uint8Array];
  expect((await client.ask('push', { log, frames: [frame, second, third, fourth] })).error).toMatchObject({ error: 'quota', what: 'log-frames', stored: 3 });
  writeFileSync(path.join(server.data, 'quotas.json'), '{"format":"holdfast-quotas","default":{"typo":1}}');
  expect(await server.reload()).toMatchObject({ ok: false, error: { kind: 'damaged' } });
});

test('fsck and scrub find what was damaged, and a start says it', async () => {
  const data = await createDataFolder();
  const server = await serve({ data });
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  await client.must('push', { log, frames: ['a', 'b', 'c'].map((text) => writer.write([text]).bytes) });
  const bytes = new Uint8Array(1000).fill(3);
  await client.must('blob.put', { log, blob: sha256(bytes), size: 1000, from: 0, bytes });
  await server.close();
  const frames = path.join(data, 'log', writer.genesis.log, '000001.frames');
  damage(frames, statSync(frames).size >> 1);
  const [name = ''] = readdirSync(path.join(data, 'blobs', writer.genesis.log));
  damage(path.join(data, 'blobs', writer.genesis.log, name), 500);
  expect(await run('admin', 'fsck', '--data', data)).toMatchObject({ code: 1 });
  expect(await run('serve', '--check', '--data', data)).toMatchObject({ code: 1 });
  expect((await run('admin', 'scrub', '--data', data)).out).toContain(`FAILED\t${writer.genesis.log}\t${name}`);
  const notices: string[] = [];
  const again = await serve({ data, onNotice: (text) => notices.push(text) });
  expect(notices).toEqual([`log ${writer.genesis.log} is not served: frames of this log are damaged`]);
  expect((await (await session(again, writer)).ask('pull', { log, from: 0, have: [], maxBytes: 1 })).error?.error).toBe('unavailable');
  rmSync(path.join(data, 'identity', 'tls.key'));
  await again.close();
  expect(await run('admin', 'status', '--data', data)).toMatchObject({ code: 1, err: expect.stringContaining('put its files back from a copy') as string });
});

function damage(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}
