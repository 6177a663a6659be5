import { generateX25519Identity, identityToRecipient } from 'age-encryption';

/** A recovery key as shown once to a person, and the recipient that its slot is sealed to. */
export interface RecoveryKey { readonly identity: string; readonly recipient: string }

/** A fresh recovery key: an age X25519 identity `AGE-SECRET-KEY-1…` of 74 characters. */
export async function createRecoveryKey(): Promise<RecoveryKey> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}
