import { wordlist } from '@scure/bip39/wordlists/english.js';

/** The 2,048 words of the BIP-39 English list, in order. No two share their first four letters. */
export const englishWords: readonly string[] = wordlist;
