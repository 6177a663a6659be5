import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { concatBytes, unwrap, type LogId } from '#base';
import { systemFiles, type LayerFile } from '../durable/fileLayer.ts';
import { createEnvironment } from '../environment.ts';
import { createTestFolder } from '../testing/folders.ts';
import { createFrame } from '../testing/frames.ts';
import { createLogWriter, type LogWriter } from './logWriter.ts';

const log = 'ab'.repeat(16) as LogId;
const frame = createFrame(100);

interface Faults {
  /** Takes part of a write and then fails, or fails a sync. */
  readonly onWrite?: (bytes: Uint8Array) => { readonly take: number; readonly code: string } | null;
  readonly onSync?: () => string | null;
  readonly onSyncs?: () => void;
}

function withFaults(handle: LayerFile, faults: Faults): LayerFile {
  const trouble = (code: string): Error => Object.assign(new Error(code), { code, syscall: 'write' });
  return new Proxy(handle, {
    get: (target, name) => {
      if (name === 'write') {
        return async (bytes: Uint8Array, offset: number, length: number, position: number) => {
          const fault = faults.onWrite?.(bytes.subarray(offset, offset + length)) ?? null;
          if (fault === null) return target.write(bytes, offset, length, position);
          if (fault.take > 0) await target.write(bytes, offset, fault.take, position);
          throw trouble(fault.code);
        };
      }
      if (name === 'datasync') {
        return async () => {
          faults.onSyncs?.();
          const code = faults.onSync?.() ?? null;
          if (code !== null) throw trouble(code);
          await target.datasync();
        };
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

async function createWriter(options: { readonly faults?: Faults; readonly rollBytes?: number; readonly makeRoom?: () => Promise<boolean> } = {}): Promise<{ readonly writer: LogWriter; readonly read: (number: number) => Promise<Uint8Array>; readonly outcomes: string[] }> {
  const vault = await createTestFolder();
  await mkdir(join(vault, 'log'));
  const outcomes: string[] = [];
  const environment = createEnvironment({
    ...(options.rollBytes === undefined ? {} : { rollBytes: options.rollBytes }),
    files: { ...systemFiles, open: async (path, mode) => withFaults(await systemFiles.open(path, mode), options.faults ?? {}) },
  });
  const writer = createLogWriter(
    { vault: () => vault, log, environment, makeRoom: options.makeRoom ?? (() => Promise.resolve(false)), onOutcome: (outcome) => outcomes.push(outcome) }, [], 0,
  );
  return { writer, outcomes, read: (number) => readFile(join(vault, 'log', log, `${String(number).padStart(6, '0')}.frames`)) };
}

test('appends, compares the expected length, and rolls over to the next file', async () => {
  const { writer, read } = await createWriter({ rollBytes: frame.length * 2 });
  expect(unwrap(await writer.append(0, [frame, frame]))).toEqual({ bytes: frame.length * 2 });
  expect(await writer.append(0, [frame])).toMatchObject({ ok: false, error: { kind: 'moved' } });
  expect(unwrap(await writer.append(frame.length * 2, [frame]))).toEqual({ bytes: frame.length * 3 });
  await writer.rest();
  expect(unwrap(await writer.append(frame.length * 3, [frame]))).toEqual({ bytes: frame.length * 4 });
  await writer.rest();
  expect((await read(1)).length).toBe(frame.length * 2);
  // The second file begins with the first frame of the log, which counts nowhere.
  expect(Buffer.compare(await read(2), concatBytes(frame, frame, frame))).toBe(0);
  expect(writer.files()).toEqual([{ number: 1, start: 0, bytes: frame.length * 2, lead: 0 }, { number: 2, start: frame.length * 2, bytes: frame.length * 2, lead: frame.length }]);
  expect(writer.frames()).toBe(4);
});

test('frames that come while a sync runs share the next one, at most 64 together', async () => {
  let syncs = 0;
  const { writer } = await createWriter({ faults: { onSyncs: () => { syncs += 1; } } });
  unwrap(await writer.append(0, [frame]));
  syncs = 0;
  const answers = await Promise.all(Array.from({ length: 130 }, (_, index) => writer.append(frame.length * (index + 1), [frame])));
  expect(answers.every((answer) => answer.ok)).toBe(true);
  expect(syncs).toBe(3);
});

test('a full disk: what was half written is cut away, the answer says so, and later room is used', async () => {
  let isFull = true;
  const { writer, read, outcomes } = await createWriter({ faults: { onWrite: () => (isFull ? { take: 40, code: 'ENOSPC' } : null) } });
  isFull = false;
  unwrap(await writer.append(0, [frame]));
  isFull = true;
  expect(await writer.append(frame.length, [frame])).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
  expect((await read(1)).length).toBe(frame.length);
  isFull = false;
  expect(unwrap(await writer.append(frame.length, [frame]))).toEqual({ bytes: frame.length * 2 });
  expect(outcomes).toEqual(['written', 'disk-full', 'written']);
  await writer.rest();
});

test('a full disk: the ballast makes room and the same append goes through', async () => {
  let isFull = true;
  let released = 0;
  const { writer } = await createWriter({
    faults: { onWrite: () => (isFull ? { take: 12, code: 'ENOSPC' } : null) },
    makeRoom: () => { released += 1; isFull = false; return Promise.resolve(true); },
  });
  expect(unwrap(await writer.append(0, [frame]))).toEqual({ bytes: frame.length });
  expect(released).toBe(1);
  await writer.rest();
});

test('after a failed sync nothing more is believed until the vault is opened again', async () => {
  let failures = 0;
  const { writer, read } = await createWriter({ faults: { onSync: () => ((failures -= 1) === 0 ? 'EIO' : null) } });
  unwrap(await writer.append(0, [frame]));
  failures = 1;
  expect(await writer.append(frame.length, [frame])).toMatchObject({ ok: false, error: { kind: 'io' } });
  expect(await writer.append(frame.length, [frame])).toMatchObject({ ok: false, error: { kind: 'io' } });
  expect((await read(1)).length).toBe(frame.length);
  await writer.rest();
});
