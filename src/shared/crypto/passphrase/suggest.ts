import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { RandomBytes } from '#base';

/** Words in a suggested passphrase: 6 × 11 = 66 bits. */
export const SUGGESTED_WORDS = 6;

/** Random words of the BIP-39 English list joined by spaces (docs/spec/vault.md section 1.2). */
export function suggestPassphrase(random: RandomBytes, words: number = SUGGESTED_WORDS): string {
  const bytes = random(words * 2);
  // The list has 2,048 words, so eleven bits choose one without bias.
  return Array.from({ length: words }, (_, index) => wordlist[(((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)) & 2047]).join(' ');
}
