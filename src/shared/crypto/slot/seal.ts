import { Encrypter } from 'age-encryption';
import { fail, ok, wipeBytes, type Failure, type Result } from '#base';
import { isAgeRecipient } from '../recovery/parse.ts';
import type { VaultKey } from '../vaultKey.ts';
import { encodeSlotContent } from './content.ts';

/** scrypt work factor (log2 N) of slots written here: about two seconds. */
export const SLOT_WORK_FACTOR = 18;
/** Work factors accepted when reading; checked before any derivation. */
export const SLOT_WORK_FACTOR_MIN = 16;
export const SLOT_WORK_FACTOR_MAX = 20;

/**
 * A passphrase slot: an age file with one scrypt stanza (docs/spec/vault.md section 1). The passphrase is taken in NFKC.
 * `workFactor` (log2 N) is lowered by tests only.
 */
export async function sealPassphraseSlot(vaultKey: VaultKey, passphrase: string, workFactor: number = SLOT_WORK_FACTOR): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(normalizePassphrase(passphrase));
  encrypter.setScryptWorkFactor(workFactor);
  return encryptContent(encrypter, vaultKey);
}

/** A recovery or escrow slot for an X25519 recipient `age1…`. */
export async function sealRecipientSlot(vaultKey: VaultKey, recipient: string): Promise<Result<Uint8Array, Failure<'bad-recipient'>>> {
  if (!isAgeRecipient(recipient)) return fail('bad-recipient', 'expected an age recipient of the form age1…');
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return ok(await encryptContent(encrypter, vaultKey));
}

/** The form of a passphrase that is used and that the standard age tool needs: Unicode NFKC. */
export function normalizePassphrase(passphrase: string): string {
  return passphrase.normalize('NFKC');
}

async function encryptContent(encrypter: Encrypter, vaultKey: VaultKey): Promise<Uint8Array> {
  const content = encodeSlotContent(vaultKey);
  const file = await encrypter.encrypt(content);
  wipeBytes(content);
  return file;
}
