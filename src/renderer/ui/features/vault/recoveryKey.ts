/** A recovery key as people type it: spaces and line breaks go, letters become capital (Bech32 is one case throughout). */
export function normaliseRecoveryKey(typed: string): string {
  return typed.replace(/\s+/g, '').toUpperCase();
}

/** Text in groups of four, to be read aloud and compared. */
export function groupText(text: string): string {
  return text.match(/.{1,4}/g)?.join(' ') ?? '';
}
