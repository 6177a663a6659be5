// A vector may be added, never changed: one SHA-256 each in frozen.txt.
import { expect, test } from 'vitest';
import { listVectors, readFrozen } from './generate/sums.ts';

const vectors = listVectors();
const frozen = readFrozen();

test('every frozen vector is there as it was frozen', () => {
  const present = new Map(vectors.map(({ name, sum }) => [name, sum]));
  expect([...frozen].filter(([name, sum]) => present.get(name) !== sum).map(([name]) => name)).toEqual([]);
});

test('every vector is frozen, under a name of its own', () => {
  expect(vectors.filter(({ name }) => !frozen.has(name)).map(({ name }) => name)).toEqual([]);
  expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
});

test('there are at least 150, and about half of them are refusals', () => {
  const cases = vectors.filter(({ name }) => !name.endsWith('#shared'));
  const refused = cases.filter((one) => one.refused).length;
  expect(cases.length).toBeGreaterThanOrEqual(150);
  expect(refused / cases.length).toBeGreaterThan(0.45);
});
