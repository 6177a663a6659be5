// Counts of a crash run, and the points that a run has time for.
import { expect } from 'vitest';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';

export const isLong = process.env['SLOW'] === '1';

/** What was looked at and what was wrong. At most twenty failures are kept: the first is what a person needs. */
export interface Tally { readonly add: (checked: { readonly failures: readonly string[] }) => void; readonly count: () => number; readonly failures: readonly string[]; readonly say: (what: string) => void }

export function createTally(): Tally {
  const failures: string[] = [];
  const begun = process.cpuUsage();
  let count = 0;
  return {
    failures,
    count: () => count,
    add: (checked) => {
      count += 1;
      for (const failure of checked.failures) if (failures.length < 20) failures.push(failure);
    },
    say: (what) => {
      const used = process.cpuUsage(begun);
      process.stdout.write(`crash: ${count} ${what}, ${failures.length} failures, ${((used.user + used.system) / 1e6).toFixed(1)} s of processor time\n`);
      expect(failures).toEqual([]);
    },
  };
}

/** At most `count` of the values, spread evenly; the first and the last are among them. */
export function spread<T>(values: readonly T[], count: number): readonly T[] {
  if (values.length <= count) return values;
  return Array.from({ length: count }, (_, index) => values[Math.round((index * (values.length - 1)) / Math.max(1, count - 1))] as T);
}

/** Numbers from 0 up to 1 that are the same in every run. */
export function createChance(seed: number): () => number {
  const random = seededRandom(seed);
  let block: DataView = new DataView(new ArrayBuffer(0));
  let at = 0;
  return () => {
    if (at + 4 > block.byteLength) {
      block = new DataView(random(4096).buffer);
      at = 0;
    }
    at += 4;
    return block.getUint32(at - 4) / 2 ** 32;
  };
}
