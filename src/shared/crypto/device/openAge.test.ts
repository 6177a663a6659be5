import { Encrypter } from 'age-encryption';
import { expect, test } from 'vitest';
import { textToBytes } from '#base';
import { bech32ToBytes, bytesToBech32 } from '../bech32.ts';
import { readyCrypto, systemRandom } from '../primitives.ts';
import { createDevice } from './create.ts';
import { openDeviceAge } from './openAge.ts';

const recipientOf = (key: Uint8Array) => bytesToBech32(key, 'age');

test('the key of a device opens the header that another implementation wrote for it, among others', async () => {
  await readyCrypto();
  const [first, second, stranger] = [createDevice(systemRandom), createDevice(systemRandom), createDevice(systemRandom)];
  for (const bytes of [first.boxKey, new Uint8Array(0), Uint8Array.of(255)]) expect(bech32ToBytes(bytesToBech32(bytes, 'age-secret-key-'), 'age-secret-key-')).toEqual(bytes);
  const encrypter = new Encrypter();
  for (const { x25519 } of [first, second]) encrypter.addRecipient(recipientOf(x25519));
  const file = await encrypter.encrypt(textToBytes('x'.repeat(100)));
  for (const device of [first, second]) {
    const opened = openDeviceAge(file, device);
    if (typeof opened === 'string') throw new Error(opened);
    expect([opened.payloadKey.length, file.length - opened.payloadStart]).toEqual([32, 116]);
    expect(openDeviceAge(file.subarray(0, opened.payloadStart), device)).toEqual(opened);
    expect(openDeviceAge(file.subarray(0, opened.payloadStart - 1), device)).toBe('changed');
    // Every byte of the header counts.
    for (let at = 0; at < opened.payloadStart - 16; at += 1) {
      const changed = file.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(typeof openDeviceAge(changed, device), `byte ${at}`).toBe('string');
    }
  }
  expect(openDeviceAge(file, stranger)).toBe('other-key');
  expect([openDeviceAge(file.subarray(1), first), openDeviceAge(new Uint8Array(0), first), openDeviceAge(file.subarray(0, 60), first)]).toEqual(['not-age', 'not-age', 'not-age']);
});
