import type { BodyOf, Entity } from '#domain';

/** The check that two written hashes make; upper and lower case and the blanks of a print do not matter. None without both. */
export function checkOf(expected: unknown, found: unknown): Pick<BodyOf<'custody'>, 'hashCheck'> {
  if (typeof expected !== 'string' || typeof found !== 'string') return {};
  const [wanted, actual] = [hexOf(expected), hexOf(found)];
  return { hashCheck: { algorithm: 'sha256', expected: wanted, actual, result: wanted === actual ? 'match' : 'mismatch' } };
}

/** The SHA-256 an item was sealed with; empty for an item without bytes. */
export function sealedHash(item: Entity<'evidence'>): string {
  return item.body.sealed?.hashes.find(({ algorithm }) => algorithm === 'sha256')?.hex ?? '';
}

function hexOf(text: string): string {
  return text.replace(/\s/g, '').toLowerCase();
}
