export interface VaultBasics {
  readonly name: string;
  readonly parent: string | null;
  /** Where the vault will lie, for showing; null is the default folder. */
  readonly path: string | null;
  readonly operatorName: string;
  readonly initials: string;
  readonly role: string;
  readonly organisation: string;
}
export interface VaultSecrets { readonly passphrase: string; readonly escrowRecipient: string | null }

/** `Kari Moen` as `KM`: the first letters of the first and last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/[\s._-]+/u).filter((word) => word !== '');
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last].map((word) => (word === undefined ? '' : [...word][0] ?? '')).join('').toUpperCase();
}

/** True for a recipient in the age form; the engine checks the checksum. */
export function looksLikeRecipient(text: string): boolean {
  return /^age1[02-9ac-hj-np-z]{58}$/.test(text);
}
