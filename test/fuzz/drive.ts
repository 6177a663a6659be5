// Drives one parser with many inputs: it may answer anything it declares, but never throw, never take long, never keep memory.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'vitest';
import { createDice, mutateBytes, mutateText, type Dice } from './mutate.ts';

const slow = process.env['SLOW'] === '1';
/** One case may take this much processor time (docs: one second); a first breach is measured again, so that a collection of garbage is not blamed on it. */
const MAX_CPU_MS = 1_000;
const MAX_HEAP_BYTES = 64 * 2 ** 20;

/** A parser under test: `run` answers after every check of its own (round trips, limits), and throws when one does not hold. */
export interface Target<T> {
  readonly name: string;
  readonly corpus: readonly T[];
  readonly run: (input: T, dice: Dice) => void | Promise<void>;
  /** Inputs of the right structure with one thing wrong; every third case. */
  readonly build?: (dice: Dice) => T;
  /** Cases in the short run, and in the long one. */
  readonly short?: number;
  readonly long?: number;
}

/** Runs a target over byte inputs and answers the number of cases. */
export function fuzzBytes(target: Target<Uint8Array>): Promise<number> {
  return fuzz(target, (seed, dice) => mutateBytes(seed, target.corpus, dice), (input) => Buffer.from(input).toString('hex'));
}

/** Runs a target over texts and answers the number of cases. */
export function fuzzText(target: Target<string>): Promise<number> {
  return fuzz(target, (seed, dice) => mutateText(seed, target.corpus, dice), (input) => JSON.stringify(input));
}

async function fuzz<T>(target: Target<T>, mutate: (seed: T, dice: Dice) => T, show: (input: T) => string): Promise<number> {
  const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_122);
  const dice = createDice(seed);
  const cases = slow ? (target.long ?? 200_000) : (target.short ?? 1_500);
  const say = (problem: string, input: T) => expect.fail(`${target.name}, FUZZ_SEED=${seed}: ${problem}\ninput: ${show(input).slice(0, 4_000)}`);
  const before = heldBytes();
  for (let turn = 0; turn < target.corpus.length + cases; turn += 1) {
    const own = target.corpus[turn];
    const input = own ?? (target.build !== undefined && turn % 3 === 0 ? target.build(dice) : mutate(dice.pick(target.corpus), dice));
    let spent = await cpuOf(target, input, dice, say);
    if (spent > MAX_CPU_MS) spent = await cpuOf(target, input, dice, say);
    if (spent > MAX_CPU_MS) say(`took ${Math.round(spent)} ms of processor time`, input);
  }
  const kept = heldBytes() - before;
  if (kept > MAX_HEAP_BYTES) expect.fail(`${target.name}, FUZZ_SEED=${seed}: ${kept} bytes are still held after ${cases} cases`);
  return target.corpus.length + cases;
}

async function cpuOf<T>(target: Target<T>, input: T, dice: Dice, say: (problem: string, input: T) => void): Promise<number> {
  const before = process.cpuUsage();
  try {
    await target.run(input, dice);
  } catch (error) {
    say(`threw ${error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)}`, input);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

// What is reachable after a full collection of garbage, buffers included.
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
