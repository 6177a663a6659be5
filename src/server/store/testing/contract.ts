import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unwrap, type LogId } from '#base';
import { sha256 } from '#crypto';
import { createWriter } from '../../../shared/log/testing/writer.ts';
import type { Store } from '../types.ts';

/** A store that is empty at first, and can be closed and opened again. */
export interface StorePlace { readonly open: () => Promise<Store>; readonly remove: () => Promise<void> }

const log = '0'.repeat(31) + '1' as LogId;
const over = (size: number, fill = size) => ({ size, root: new Uint8Array(32).fill(fill) });

/** What every store of records keeps to (src/server/store/types.ts). */
export function describeStore(name: string, create: () => Promise<StorePlace>, runs: number): void {
  async function inPlace(work: (place: StorePlace) => Promise<void>): Promise<void> {
    const place = await create();
    try {
      await work(place);
    } finally {
      await place.remove();
    }
  }
  const inStore = (work: (store: Store) => Promise<void>) => inPlace(async ({ open }) => {
    const store = await open();
    try {
      await work(store);
    } finally {
      await store.close();
    }
  });

  describe(`the store in ${name}`, () => {
    test('gives frames back in leaf order from anywhere, in pieces of any size, also after opening again', async () => {
      const writer = createWriter({ seed: 3 });
      const frames = [writer.genesis.frame, ...Array.from({ length: 30 }, (_, index) => writer.write(['x'.repeat(1 + index * 90)]).bytes)];
      const { log: id } = writer.genesis;
      await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 5, maxLength: 31 }), fc.nat({ max: 30 }), fc.integer({ min: 1, max: 20_000 }), (groups, from, maxBytes) => inPlace(async (place) => {
        const store = await place.open();
        let size = 0;
        for (const group of groups) {
          const more = frames.slice(size, size + group);
          if (more.length > 0) unwrap(await store.append(id, size, more));
          size += more.length;
        }
        for (const elsewhere of [size + 1, size - 1]) expect(await store.append(id, elsewhere, [frames[0] ?? new Uint8Array(1)])).toMatchObject({ ok: false, error: { kind: 'moved' } });
        await store.close();
        const again = await place.open();
        const got: Uint8Array[] = [];
        for (let at = from; at < size;) {
          const piece = unwrap(await again.frames(id, at, maxBytes));
          expect(piece.length === 1 || piece.reduce((sum, { length }) => sum + length, 0) <= maxBytes).toBe(true);
          got.push(...piece);
          at += Math.max(1, piece.length);
        }
        expect(got.map((bytes) => [...sha256(bytes)])).toEqual(frames.slice(from, size).map((bytes) => [...sha256(bytes)]));
        expect(unwrap(await again.frames(id, size, 100))).toEqual([]);
        const found = { log: id, size, frameBytes: frames.slice(0, size).reduce((sum, { length }) => sum + length, 0), damaged: false };
        expect([unwrap(await again.find(id)), unwrap(await again.find(log)), unwrap(await again.logs())]).toEqual([found, null, [found]]);
        await again.close();
      })), { numRuns: runs });
    });

    test('takes frames of one of two writers at the same place', () => inStore(async (store) => {
      const frames = Array.from({ length: 8 }, (_, index) => new Uint8Array(200).fill(index));
      const writer = createWriter({ seed: 4 });
      unwrap(await store.append(log, 0, [writer.genesis.frame]));
      const written = await Promise.all(frames.map(() => store.append(log, 1, [writer.genesis.frame, writer.genesis.frame])));
      expect(written.filter(({ ok }) => ok).length).toBe(1);
      expect(unwrap(await store.find(log))?.size).toBe(3);
    }));

    test('keeps the newest checkpoint, also of two that are written at the same time', () => inPlace(async (place) => {
      const store = await place.open();
      const writer = createWriter({ seed: 5 });
      expect(unwrap(await store.checkpoint(log))).toBeNull();
      unwrap(await store.append(log, 0, Array.from({ length: 9 }, (_, index) => (index === 0 ? writer.genesis.frame : writer.write([`${index}`]).bytes))));
      unwrap(await store.keepCheckpoint(log, over(3), new Uint8Array(10).fill(1)));
      unwrap(await store.keepCheckpoint(log, over(7), new Uint8Array(11).fill(2)));
      unwrap(await store.keepCheckpoint(log, over(7), new Uint8Array(12).fill(3)));
      await store.close();
      const again = await place.open();
      expect(unwrap(await again.checkpoint(log))).toEqual(new Uint8Array(12).fill(3));
      await again.close();
    }));

    test('lets a voucher found as many logs as it may, each once, also when asked at the same time', () => inStore(async (store) => {
      const logs = Array.from({ length: 5 }, (_, index) => index.toString(16).padStart(32, '0') as LogId);
      const spent = (await Promise.all([...logs, ...logs].map((one) => store.spendVoucher('ab'.repeat(16), one, 3)))).map((one) => unwrap(one));
      expect(logs.filter((_, index) => spent[index] === true || spent[index + 5] === true).length).toBe(3);
      expect(await Promise.all(logs.map(async (one) => unwrap(await store.spendVoucher('ab'.repeat(16), one, 3))))).toEqual(logs.map((_, index) => spent[index] === true || spent[index + 5] === true));
      expect(unwrap(await store.spendVoucher('ac'.repeat(16), logs[0] ?? log, 1))).toBe(true);
    }));

    test('keeps requests by invitation and device, replaces them, takes them away, and throws them away when they are old', () => inStore(async (store) => {
      const now = Date.now();
      const request = (invitation: string, device: string, fill: number) => ({ invitation: invitation.repeat(32), device: device.repeat(64), at: now, bytes: new Uint8Array(4).fill(fill) });
      unwrap(await store.append(log, 0, [createWriter({ seed: 6 }).genesis.frame]));
      for (const one of [request('a', '1', 1), request('a', '2', 2), request('b', '1', 3), request('a', '1', 4)]) unwrap(await store.putRequest(log, one));
      const kept = async () => unwrap(await store.requests(log)).map(({ bytes }) => bytes[0]).toSorted();
      expect(await kept()).toEqual([2, 3, 4]);
      expect(unwrap(await store.requests(log)).every(({ at, invitation, device }) => Math.abs(at - now) < 600_000 && invitation.length === 32 && device.length === 64)).toBe(true);
      unwrap(await store.dropRequests(log, 'a'.repeat(32)));
      await store.tidy(now, 700_000);
      expect(await kept()).toEqual([3]);
      await store.tidy(now + 800_000, 100_000);
      expect(await kept()).toEqual([]);
    }));

    test('remembers what a device sent today over an orderly end', () => inPlace(async (place) => {
      const store = await place.open();
      const device = 'cd'.repeat(32);
      expect(unwrap(await store.addUsage(device, 20_000, 5))).toBe(5);
      expect(unwrap(await store.addUsage(device, 20_000, 7))).toBe(12);
      await store.close();
      const again = await place.open();
      expect(unwrap(await again.addUsage(device, 20_000, 0))).toBe(12);
      expect(unwrap(await again.addUsage(device, 20_001, 1))).toBe(1);
      expect(again.problem()).toBeNull();
      await again.close();
    }));
  });
}
