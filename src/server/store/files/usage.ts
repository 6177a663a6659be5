import { join } from 'node:path';
import { bytesToText, textToBytes } from '#base';
import { listIfPresent, readIfPresent, replaceFile, type DiskEnvironment } from '#disk';
import { usageFile } from './layout.ts';

const FLUSH_MS = 10_000;
const KEPT_DAYS = 8;
const LINE = /^([0-9a-f]{64}) (\d{1,15})$/;

/** Bytes that devices sent, one file a day: lines of device and bytes. It is written every ten seconds; a crash forgets less than that. */
export interface UsageFiles {
  readonly add: (device: string, day: number, bytes: number) => Promise<number>;
  readonly flush: () => Promise<void>;
  readonly tidy: (now: number) => Promise<void>;
}

/** The usage files of a data folder. */
export function createUsageFiles(data: string, { files, random }: DiskEnvironment): UsageFiles {
  let current: { readonly day: number; readonly bytes: Map<string, number>; changed: boolean } | null = null;
  let timer: NodeJS.Timeout | null = null;

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (current?.changed !== true) return;
    current.changed = false;
    const text = [...current.bytes].map(([device, bytes]) => `${device} ${bytes}\n`).join('');
    // A full disk must not stop the service: the numbers are still in memory.
    await replaceFile(files, usageFile(data, current.day), textToBytes(text), random).catch(() => undefined);
  }

  async function load(day: number): Promise<Map<string, number>> {
    const text = bytesToText((await readIfPresent(files, usageFile(data, day))) ?? new Uint8Array(0)) ?? '';
    const lines = text.split('\n').flatMap((line) => LINE.exec(line) ?? []);
    const bytes = new Map<string, number>();
    for (let index = 0; index + 2 < lines.length; index += 3) bytes.set(lines[index + 1] ?? '', Number(lines[index + 2]));
    return bytes;
  }

  return {
    add: async (device, day, bytes) => {
      if (current?.day !== day) {
        await flush();
        const loaded = await load(day);
        // Another call of the same turn may have been quicker.
        if (current?.day !== day) current = { day, bytes: loaded, changed: false };
      }
      const total = (current.bytes.get(device) ?? 0) + bytes;
      if (bytes === 0) return total;
      current.bytes.set(device, total);
      current.changed = true;
      timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
      return total;
    },
    flush,
    tidy: async (now) => {
      const oldest = Math.floor(now / 86_400_000) - KEPT_DAYS;
      for (const name of await listIfPresent(files, join(data, 'usage'))) if (Number(name) < oldest) await files.unlink(join(data, 'usage', name)).catch(() => undefined);
    },
  };
}
