import { expect, test } from 'vitest';
import { bytesToHex, hexToBytes } from '#base';
import { createChachaKernel, STATE_AT, TEXT_AT } from './chachaKernel.ts';

/** State of RFC 8439 section 2.3.2: key 00..1f, nonce 000000090000004a00000000. */
function setState(memory: Uint8Array, counter: number): void {
  const state = new DataView(memory.buffer, STATE_AT, 64);
  [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574].forEach((word, index) => state.setUint32(index * 4, word, true));
  memory.set(Uint8Array.from({ length: 32 }, (_, index) => index), STATE_AT + 16);
  state.setUint32(48, counter, true);
  memory.set(hexToBytes('000000090000004a00000000') ?? new Uint8Array(0), STATE_AT + 52);
}

const block1 = '10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4ed2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e';

test('gives the block of RFC 8439 section 2.3.2, in whichever lane it falls', () => {
  const kernel = createChachaKernel(512);
  // A counter of 1 - lane puts the block of the standard into each of the four lanes; the subtraction wraps as the counter does.
  for (let lane = 0; lane < 4; lane += 1) {
    setState(kernel.memory, (1 - lane) >>> 0);
    kernel.memory.fill(0, TEXT_AT, TEXT_AT + 256);
    kernel.mix(1);
    expect(bytesToHex(kernel.memory.subarray(TEXT_AT + lane * 64, TEXT_AT + lane * 64 + 64))).toBe(block1);
  }
});

test('groups follow each other: two at once are two after each other', () => {
  const kernel = createChachaKernel(512);
  setState(kernel.memory, 7);
  kernel.memory.fill(0, TEXT_AT, TEXT_AT + 512);
  kernel.mix(2);
  const together = bytesToHex(kernel.memory.subarray(TEXT_AT, TEXT_AT + 512));
  const apart = [7, 11].map((counter) => {
    setState(kernel.memory, counter);
    kernel.memory.fill(0, TEXT_AT, TEXT_AT + 256);
    kernel.mix(1);
    return bytesToHex(kernel.memory.subarray(TEXT_AT, TEXT_AT + 256));
  });
  expect(together).toBe(apart.join(''));
});
