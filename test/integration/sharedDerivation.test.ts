// What the harnesses share between their vaults leaves the slots what they are.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createVaultKey, openSlot, readyCrypto, sealPassphraseSlot } from '#crypto';
import { openAlone, shareDerivation } from '../support/sharedDerivation.ts';

const passphrase = 'ladder violet compass eleven marble otter';
const random = (length: number) => new Uint8Array(randomBytes(length));
const saltOf = (slot: Uint8Array) => /^-> scrypt (\S+) 16$/m.exec(Buffer.from(slot).toString('latin1'))?.[1];

test('a slot with the shared salt opens with the passphrase alone, by its own derivation too, and with no other', async () => {
  await readyCrypto();
  const key = createVaultKey(random);
  const before = await sealPassphraseSlot(key, passphrase, 16);
  shareDerivation(passphrase);
  const [one, two] = [await sealPassphraseSlot(key, passphrase, 16), await sealPassphraseSlot(createVaultKey(random), passphrase, 16)];
  expect(saltOf(one)).toBe(saltOf(two));
  expect(saltOf(before)).not.toBe(saltOf(one));
  expect(await openSlot(one, { passphrase })).toEqual({ ok: true, value: key });
  // Derived anew by the library.
  await expect(openAlone(passphrase, one)).resolves.toHaveLength((await openAlone(passphrase, two)).length);
  expect(await openSlot(before, { passphrase })).toEqual({ ok: true, value: key });
  expect(await openSlot(one, { passphrase: `${passphrase} x` })).toMatchObject({ ok: false, error: { kind: 'wrong-key' } });
  const flipped = one.map((byte, at) => (at === 70 ? byte ^ 1 : byte));
  expect((await openSlot(flipped, { passphrase })).ok).toBe(false);
  // Another work factor or passphrase is none of its business.
  expect(saltOf(await sealPassphraseSlot(key, `${passphrase} x`, 16))).not.toBe(saltOf(one));
});
