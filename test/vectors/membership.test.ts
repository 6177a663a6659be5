// Vectors of memberships: the same state, problems and verdict in any order of the frames.
import { beforeAll, expect, test } from 'vitest';
import { hexToBytes } from '#base';
import { deviceFromSecrets, readyCrypto } from '#crypto';
import { loadVectors } from './loadVectors.ts';
import { answerMembership } from './membershipAnswer.ts';

beforeAll(readyCrypto);
const { frames, cases } = loadVectors('membership.json');

test.each(cases)('$name: $expect', ({ name: _name, frames: names, device, ...expected }) => {
  const bytes = names.map((name) => hex(frames[name]));
  const keys = device === null ? null : deviceFromSecrets(hex(device.seed), hex(device.x25519Secret));
  expect(answerMembership(bytes, keys)).toEqual(expected);
  // The genesis says which log it is; the others come from behind.
  const [genesis = new Uint8Array(0), ...others] = bytes;
  expect(answerMembership([genesis, ...others.toReversed()], keys)).toEqual(expected);
});

function hex(text: string | undefined): Uint8Array {
  const bytes = text === undefined ? null : hexToBytes(text);
  if (bytes === null) throw new Error('the vector is not hexadecimal');
  return bytes;
}
