import { bytesToText, concatBytes, textToBytes } from '#base';
import { base64ToBytes, bytesToBase64 } from '../base64.ts';
import type { VaultKey } from '../vaultKey.ts';

const HEADING = 'HOLDFAST-VAULT-KEY-1\n';

/** The 66 bytes inside every slot (docs/spec/vault.md section 1). */
export function encodeSlotContent(vaultKey: VaultKey): Uint8Array {
  return concatBytes(textToBytes(HEADING), textToBytes(`${bytesToBase64(vaultKey)}\n`));
}

/** The vault key in a slot's plaintext, or null when it is not exactly of that form. */
export function decodeSlotContent(content: Uint8Array): VaultKey | null {
  const text = content.length === 66 ? bytesToText(content) : null;
  if (text === null || !text.startsWith(HEADING) || !text.endsWith('\n')) return null;
  const key = base64ToBytes(text.slice(HEADING.length, -1));
  return key !== null && key.length === 32 ? (key as VaultKey) : null;
}
