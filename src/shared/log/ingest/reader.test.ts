import { beforeAll, expect, test } from 'vitest';
import { unwrap } from '#base';
import { readyCrypto } from '#crypto';
import { createWriter } from '../testing/writer.ts';
import { createLogReader } from './reader.ts';

beforeAll(readyCrypto);

test('perf', () => {
  const writer = createWriter({ seed: 1 });
  const n = 3000;
  let t = performance.now();
  const frames = Array.from({ length: n }, (_, i) => writer.write([`Isolated the file server from the network, entry ${i}`]).bytes);
  console.log('write us', (performance.now() - t) * 1000 / n, frames[5]?.length);
  const reader = createLogReader({ log: writer.genesis.log, keys: { device: writer.device } });
  t = performance.now();
  unwrap(reader.ingest(writer.genesis.frame));
  let entries = 0;
  for (const frame of frames) entries += unwrap(reader.ingest(frame)).entries.length;
  console.log('ingest us', (performance.now() - t) * 1000 / n);
  expect(entries).toBe(n);
  t = performance.now();
  const state = reader.exportState();
  console.log('state ms', performance.now() - t, state.length);
});
