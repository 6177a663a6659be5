import { Decrypter } from 'age-encryption';
import { bytesToText, fail, ok, wipeBytes, type Failure, type Result } from '#base';
import type { VaultKey } from '../vaultKey.ts';
import { decodeSlotContent } from './content.ts';
import { slotTypeOf } from './name.ts';
import { normalizePassphrase, SLOT_WORK_FACTOR_MAX, SLOT_WORK_FACTOR_MIN } from './seal.ts';

/** What a person offers to open a vault. `recoveryKey` is an age identity as `parseRecoveryKey` answers it. */
export type SlotSecret = { readonly passphrase: string } | { readonly recoveryKey: string };
export interface SlotFile { readonly name: string; readonly bytes: Uint8Array }
export type SlotFailure = 'wrong-key' | 'damaged';

const MAX_SLOT_BYTES = 4096;

/**
 * Opens one slot. `wrong-key`: no stanza opens with this secret. `damaged`: the file is not a slot that this version
 * accepts. Neither says which part. The work factor is checked before anything is derived.
 */
export async function openSlot(bytes: Uint8Array, secret: SlotSecret): Promise<Result<VaultKey, Failure<SlotFailure>>> {
  if (!isAcceptable(bytes, 'passphrase' in secret)) return fail('damaged', 'the key slot is damaged');
  const decrypter = new Decrypter();
  if ('passphrase' in secret) decrypter.addPassphrase(normalizePassphrase(secret.passphrase));
  else decrypter.addIdentity(secret.recoveryKey);
  let noneFits = false;
  // Asked only after the secret above fitted no stanza: tells a wrong key from a damaged file.
  decrypter.addIdentity({ unwrapFileKey: () => { noneFits = true; return null; } });
  let content: Uint8Array;
  try {
    content = await decrypter.decrypt(bytes);
  } catch {
    return noneFits ? fail('wrong-key', 'this does not open the vault') : fail('damaged', 'the key slot is damaged');
  }
  const vaultKey = decodeSlotContent(content);
  wipeBytes(content);
  return vaultKey === null ? fail('damaged', 'the key slot is damaged') : ok(vaultKey);
}

/**
 * Tries every slot that the secret could open, in order. `damaged` only when no slot opened and at least one was damaged and none
 * merely did not fit.
 */
export async function openAnySlot(slots: readonly SlotFile[], secret: SlotSecret): Promise<Result<{ readonly name: string; readonly vaultKey: VaultKey }, Failure<SlotFailure>>> {
  let worst: SlotFailure | null = null;
  for (const slot of slots) {
    const type = slotTypeOf(slot.name);
    if (type === null || (type === 'passphrase') !== 'passphrase' in secret) continue;
    const opened = await openSlot(slot.bytes, secret);
    if (opened.ok) return ok({ name: slot.name, vaultKey: opened.value });
    if (worst === null || opened.error.kind === 'wrong-key') worst = opened.error.kind;
  }
  return worst === 'damaged' ? fail('damaged', 'the key slot is damaged') : fail('wrong-key', 'this does not open the vault');
}

// The age header is text: its first stanza is read here so that a planted work factor costs nothing.
function isAcceptable(bytes: Uint8Array, passphrase: boolean): boolean {
  if (bytes.length > MAX_SLOT_BYTES) return false;
  const lines = headerLines(bytes);
  if (lines === null || lines[0] !== 'age-encryption.org/v1') return false;
  const stanzas = lines.filter((line) => line.startsWith('-> '));
  if (!passphrase) return stanzas.every((stanza) => !stanza.startsWith('-> scrypt'));
  const match = /^-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)$/.exec(stanzas[0] ?? '');
  if (stanzas.length !== 1 || match === null) return false;
  const workFactor = Number(match[1]);
  return workFactor >= SLOT_WORK_FACTOR_MIN && workFactor <= SLOT_WORK_FACTOR_MAX;
}

function headerLines(bytes: Uint8Array): readonly string[] | null {
  const lines: string[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0x0a, from);
    if (end < 0) return null;
    const line = bytesToText(bytes.subarray(from, end));
    if (line === null) return null;
    if (line.startsWith('--- ')) return lines;
    lines.push(line);
    from = end + 1;
  }
  return null;
}
