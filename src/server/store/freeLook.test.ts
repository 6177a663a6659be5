import { expect, test } from 'vitest';
import { createFreeLook } from './freeLook.ts';

test('with plenty it is asked again after a while, near the end each time', async () => {
  let [free, now, looks] = [2 ** 31, 0, 0];
  const freeBytes = createFreeLook(async () => {
    looks += 1;
    return free;
  }, () => now);
  expect([await freeBytes(), await freeBytes(), looks]).toEqual([2 ** 31, 2 ** 31, 1]);
  free = 5_000;
  now = 249;
  expect([await freeBytes(), looks]).toEqual([2 ** 31, 1]);
  now = 250;
  expect([await freeBytes(), await freeBytes(), looks]).toEqual([5_000, 5_000, 3]);
  free = 2 ** 30;
  expect([await freeBytes(), await freeBytes(), looks]).toEqual([2 ** 30, 2 ** 30, 4]);
});
