// A server that goes on: writes that fail for a while, quotas that change, logs that are put back (docs/spec/server.md sections 2, 3 and 13).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { logIdToBytes, readyCrypto, sha256 } from '#crypto';
import { systemFiles, type FileLayer } from '#disk';
import { setQuotas } from '#server';
import { createDataFolder, founded, serve, session } from '../../support/sync/harness.ts';

beforeAll(readyCrypto);

function failing(): { readonly files: FileLayer; readonly state: { on: boolean; torn: number } } {
  const state = { on: false, torn: 0 };
  const broken = () => Object.assign(new Error('EIO: i/o error'), { code: 'EIO', syscall: 'fdatasync' });
  const files: FileLayer = {
    ...systemFiles,
    open: async (place, mode) => {
      const file = await systemFiles.open(place, mode);
      if (!place.endsWith('.frames') || mode === 'r') return file;
      return {
        ...file, read: file.read.bind(file), stat: file.stat.bind(file), sync: file.sync.bind(file), close: file.close.bind(file), write: file.write.bind(file),
        // Neither made durable nor cut back: what was not acknowledged stays in the file.
        datasync: () => (state.on ? Promise.reject(broken()) : file.datasync()),
        truncate: (length: number) => {
          if (!state.on) return file.truncate(length);
          state.torn += 1;
          return Promise.reject(broken());
        },
      };
    },
  };
  return { files, state };
}

test('a log whose disk failed for a while takes frames again without a restart, and nothing of what was refused', async () => {
  const { files, state } = failing();
  const data = await createDataFolder();
  const server = await serve({ data, environment: { files } });
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  const frames = ['a', 'b', 'c'].map((text) => writer.write([text]).bytes);
  expect((await client.must('push', { log, frames: frames.slice(0, 1) })).stored).toBe(1);
  const folder = path.join(data, 'log', writer.genesis.log);
  const length = () => readFileSync(path.join(folder, '000001.frames')).length;
  const before = length();
  state.on = true;
  for (let attempt = 0; attempt < 3; attempt += 1) expect((await client.ask('push', { log, frames: frames.slice(1) })).error?.error).toBe('unavailable');
  expect([state.torn > 0, length() > before]).toEqual([true, true]);
  state.on = false;
  await expect.poll(async () => (await client.ask('push', { log, frames: frames.slice(1, 2) })).value?.stored ?? null, { timeout: 30_000 }).toBe(1);
  expect((await client.must('push', { log, frames })).stored).toBe(1);
  const pulled = await client.must('pull', { log, from: 0, have: [], maxBytes: 1_000_000 });
  expect(pulled.items.slice(1).map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(frames.map((bytes) => Buffer.from(bytes).toString('hex')));
  await server.close();
  const again = await serve({ data });
  expect([again.ledger.broken().size, again.ledger.all()[0]?.size()]).toEqual([0, 4]);
});

test('a log that is not served is served again when a copy of its files is put back', async () => {
  const data = await createDataFolder();
  const notices: string[] = [];
  let server = await serve({ data });
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  await client.must('push', { log, frames: [writer.write(['x'.repeat(300)]).bytes, writer.write(['b']).bytes] });
  await server.close();
  const folder = path.join(data, 'log', writer.genesis.log);
  const file = path.join(folder, readdirSync(folder)[0] ?? '');
  const whole = readFileSync(file);
  const hurt = Buffer.from(whole);
  hurt[hurt.length - 400] = (hurt[hurt.length - 400] ?? 0) ^ 1;
  writeFileSync(file, hurt);
  server = await serve({ data, onNotice: (text) => notices.push(text), metrics: { host: '127.0.0.1', port: 0 } });
  const again = await session(server, writer);
  expect((await again.ask('pull', { log, from: 0, have: [], maxBytes: 1_000 })).error?.error).toMatch(/unavailable|not-allowed/);
  expect((await fetch(`http://127.0.0.1:${server.metricsAddress?.port}/healthz`)).status).toBe(503);
  writeFileSync(file, whole);
  await expect.poll(async () => (await again.ask('pull', { log, from: 0, have: [], maxBytes: 100_000 })).value?.items.length ?? null, { timeout: 30_000 }).toBe(3);
  expect(notices.at(-1)).toBe(`log ${writer.genesis.log} is served again`);
  expect((await fetch(`http://127.0.0.1:${server.metricsAddress?.port}/healthz`)).status).toBe(200);
  expect((await again.must('push', { log, frames: [writer.write(['c']).bytes] })).stored).toBe(1);
});

test('every quota is read again on demand, that of the bytes of a day too', async () => {
  const server = await serve();
  const { writer, client } = await founded(server);
  const log = logIdToBytes(writer.genesis.log);
  const put = (fill: number, length: number) => {
    const bytes = new Uint8Array(length).fill(fill);
    return client.ask('blob.put', { log, blob: sha256(bytes), size: length, from: 0, bytes });
  };
  expect((await put(1, 20_000)).error).toBeNull();
  await setQuotas(server.data, null, { deviceDayBytes: 25_000 });
  expect((await put(2, 20_000)).error).toBeNull();
  expect((await server.reload()).ok).toBe(true);
  expect((await put(3, 20_000)).error).toMatchObject({ error: 'quota', what: 'device-day' });
  await setQuotas(server.data, null, { deviceDayBytes: 1_000_000 });
  await server.reload();
  expect((await put(3, 20_000)).error).toBeNull();
});
