import { bytesToHex, hexToBytes } from '#base';
import { ed25519FromSeed, ed25519Sign, ed25519Verify, sha256 } from '#crypto';
import { signedBytes, type PackFile } from '#domain';

/** True when the signature of a pack holds under the key that the file names (docs/spec/packs.md section 1). Whether that key is trusted is another question. */
export function holdsPackSignature({ key, signature, signed }: PackFile): boolean {
  const [publicKey, bytes] = [hexToBytes(key), hexToBytes(signature)];
  return publicKey !== null && bytes !== null && ed25519Verify(bytes, signed, publicKey);
}

/** What people compare: the first 32 digits of the SHA-256 of a key, in groups of four. */
export function packFingerprint(key: string): string {
  const bytes = hexToBytes(key) ?? new Uint8Array(0);
  return bytesToHex(sha256(bytes)).slice(0, 32).replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** The text of a pack file, signed with the key of a seed of 32 bytes. Throws for a pack that cannot be encoded. */
export function signPack(pack: unknown, seed: Uint8Array): string {
  const { publicKey, signingKey } = ed25519FromSeed(seed);
  const signed = signedBytes(pack);
  if (signed === null) throw new Error('the pack holds a value that cannot be encoded');
  return `${JSON.stringify({ format: 'holdfast-pack-1', pack, key: bytesToHex(publicKey), signature: bytesToHex(ed25519Sign(signed, signingKey)) })}\n`;
}
