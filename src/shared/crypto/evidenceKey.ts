import { generateX25519Identity, identityToRecipient } from 'age-encryption';

/** The age key of one evidence item: the recipient seals, the identity opens and stands only in the sealed entry. */
export interface EvidenceKey { readonly identity: string; readonly recipient: string }

/** A fresh evidence key (docs/spec/vault.md section 8). */
export async function createEvidenceKey(): Promise<EvidenceKey> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}
