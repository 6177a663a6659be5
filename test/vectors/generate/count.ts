// Says how many vectors there are, and how many of them are refusals.
import { listVectors } from './sums.ts';

const vectors = listVectors().filter(({ name }) => !name.endsWith('#shared') || name.startsWith('derivations'));
const files = [...new Set(vectors.map(({ name }) => name.slice(0, name.indexOf('#'))))];
for (const file of files) {
  const own = vectors.filter(({ name }) => name.startsWith(`${file}#`));
  process.stdout.write(`${file}: ${own.length}, refused ${own.filter(({ refused }) => refused).length}\n`);
}
process.stdout.write(`all: ${vectors.length}, refused ${vectors.filter(({ refused }) => refused).length}\n`);
