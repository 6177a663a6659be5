export type CrackUnit = 'seconds' | 'minutes' | 'hours' | 'days' | 'months' | 'years' | 'centuries' | 'forever';

const steps: readonly (readonly [CrackUnit, number])[] = [
  ['centuries', 3_155_760_000], ['years', 31_557_600], ['months', 2_629_800], ['days', 86_400], ['hours', 3600], ['minutes', 60], ['seconds', 1],
];
const FOREVER_SECONDS = 31_557_600 * 1_000_000;

/** A time to guess in the largest unit that fits, rounded down; a million years and more count as for ever. */
export function crackTime(seconds: number): { readonly unit: CrackUnit; readonly count: number } {
  if (seconds >= FOREVER_SECONDS) return { unit: 'forever', count: 0 };
  for (const [unit, length] of steps) if (seconds >= length) return { unit, count: Math.floor(seconds / length) };
  return { unit: 'seconds', count: 0 };
}
