// Two checkers written from one specification must answer alike: ours, and the one in Python (tools/verify), over packages made by chance.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readyCrypto } from '#crypto';
import { checkDisclosure, isZip } from '#log';
import { findPython } from '../../tools/support/python.mjs';
import { damages, packed } from '../support/disclosure/damage.ts';
import { makeDisclosure } from '../support/disclosure/make.ts';
import { answerOf } from '../support/disclosure/answer.ts';

beforeAll(readyCrypto);
const VERIFY = path.resolve(import.meta.dirname, '../../tools/verify/verify.py');
const python = findPython();
const packages = process.env['SLOW'] === '1' ? 20_000 : 1_000;

/** A package of this number: a third whole (quiet or not), the rest with one damage of the list. */
function packageOf(number: number): { readonly name: string; readonly bytes: Uint8Array } {
  const made = makeDisclosure(number, number % 5 === 0);
  const names = Object.keys(damages);
  if (number % 3 === 0) return { name: 'whole', bytes: packed(made, number % 2 === 0) };
  const name = names[number % names.length] ?? '';
  return { name, bytes: damages[name]?.(made) ?? new Uint8Array(0) };
}

test('our own answer to every package is one of the four, and every class is reached', () => {
  const classes = new Set<string>();
  for (let number = 0; number < 400; number += 1) {
    const report = checkDisclosure(packageOf(number).bytes);
    for (const found of report.classes) classes.add(found);
    if (report.verdict === 'ok') expect(report.classes).toEqual([]);
  }
  expect([...classes].sort()).toEqual([
    'bad-signature', 'body-hash-mismatch', 'broken-chain', 'commitment-mismatch', 'counts-mismatch', 'decrypt-failed', 'entries-root-mismatch', 'file-mismatch', 'fork', 'heads-mismatch', 'leaf-mismatch',
    'malformed-body', 'malformed-frame', 'malformed-package', 'malformed-record', 'not-a-member', 'records-mismatch', 'stray-part', 'unknown-epoch', 'unknown-exporter', 'unknown-version', 'wrong-feed-root', 'wrong-log',
  ]);
});

describe.runIf(python !== null)('the checker in Python', () => {
  test(`gives the same answer to ${packages} packages`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-agreement-'));
    try {
      const ours = new Map<string, { readonly name: string; readonly answer: unknown }>();
      await mkdir(path.join(folder, 'packages'));
      for (let number = 0; number < packages; number += 1) {
        const { name, bytes } = packageOf(number);
        const file = `${String(number).padStart(6, '0')}.${isZip(bytes) ? 'zip' : 'hfd'}`;
        await writeFile(path.join(folder, 'packages', file), bytes);
        ours.set(file, { name, answer: answerOf(checkDisclosure(bytes)) });
      }
      const run = spawnSync(python ?? '', [VERIFY, '--batch', path.join(folder, 'packages'), '--json'], { encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
      const theirs = new Map(run.stdout.trim().split('\n').map((line) => { const { file, ...answer } = JSON.parse(line) as { readonly file: string }; return [path.basename(file), answer] as const; }));
      const different = [...ours].filter(([file, { answer }]) => JSON.stringify(sorted(answer)) !== JSON.stringify(sorted(theirs.get(file)))).map(([file, { name, answer }]) => ({ file, name, ours: answer, theirs: theirs.get(file) }));
      expect(different.slice(0, 5)).toEqual([]);
      expect(theirs.size).toBe(packages);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))) : value;
}
