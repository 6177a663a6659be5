// Appends the sums of vectors that are new to frozen.txt, and refuses when a frozen one is gone or has changed.
import { existsSync, writeFileSync } from 'node:fs';
import { listVectors, readFrozen } from './sums.ts';

const file = new URL('../frozen.txt', import.meta.url);
if (!existsSync(file)) writeFileSync(file, '');
const frozen = readFrozen();
const present = new Map(listVectors().map(({ name, sum }) => [name, sum]));
const broken = [...frozen].filter(([name, sum]) => present.get(name) !== sum).map(([name]) => name);
if (broken.length > 0) {
  process.stderr.write(`changed or gone, and a frozen vector never changes:\n${broken.join('\n')}\n`);
  process.exitCode = 1;
} else {
  const added = [...present].filter(([name]) => !frozen.has(name));
  writeFileSync(file, [...frozen, ...added].map(([name, sum]) => `${sum}  ${name}\n`).join(''));
  process.stdout.write(`${added.length} vectors frozen, ${present.size} in all\n`);
}
