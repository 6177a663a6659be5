// The files of one log in a vault folder: what damage means there, and what it means after a repair.
import { beforeAll, expect, test } from 'vitest';
import { concatBytes, hexToBytes, parseLogId } from '#base';
import { readyCrypto, type EpochSecret } from '#crypto';
import { createLogVerifier } from '#log';
import { judgeDamage } from '../../src/cli/verify/mendedDamage.ts';
import { loadVectors } from './loadVectors.ts';

beforeAll(readyCrypto);
const { log, epochSecret, frames, cases } = loadVectors('folders.json');
const hex = (text: string | undefined): Uint8Array => hexToBytes(text ?? 'none') ?? expect.unreachable('the vector is not readable');
const bytesOf = (file: readonly string[]): Uint8Array => concatBytes(...file.map((name) => hex(name.startsWith('hex:') ? name.slice(4) : frames[name])));

test.each(cases)('$name: $expect', ({ files, expect: expected, problems }) => {
  for (const keys of [{ epochSecrets: [hex(epochSecret) as EpochSecret] }, null]) {
    const verifier = createLogVerifier({ log: parseLogId(log), keys });
    for (const file of files) verifier.add(bytesOf(file));
    const plain = verifier.finish();
    const { report, kept } = judgeDamage(plain, () => files.map(bytesOf));
    expect({ verdict: report.verdict, problems: [...new Set(report.problems.map(({ kind }) => kind as string))].toSorted() }).toEqual({ verdict: expected, problems });
    expect(kept !== null).toBe(expected === 'ok' && problems.length > 0);
    // Outside a folder, where nobody repairs, damage stays what it was.
    if (problems.length > 0) expect(plain.verdict).not.toBe('ok');
  }
});
