import { concatBytes, hexToBytes, textToBytes, type Brand, type LogId, type RandomBytes } from '#base';
import { hkdfSha256, sha256 } from '../primitives.ts';

/** The 32-byte content secret of one membership state of a log. */
export type EpochSecret = Brand<Uint8Array, 'EpochSecret'>;
export interface Epoch { readonly id: Uint8Array; readonly secret: EpochSecret }

/** A fresh epoch of a log. */
export function createEpoch(log: LogId, random: RandomBytes): Epoch {
  const secret = random(32) as EpochSecret;
  return { id: epochIdOf(log, secret), secret };
}

/** The 32-byte id of an epoch secret in a log (docs/spec/frames.md section 2): a hash, so that it cannot be claimed for another secret. */
export function epochIdOf(log: LogId, secret: EpochSecret): Uint8Array {
  const tag = hkdfSha256(secret, new Uint8Array(0), textToBytes('holdfast/epoch-id/1'), 32);
  return sha256(concatBytes(textToBytes('holdfast/epoch/1'), logIdToBytes(log), tag));
}

/** The 16 bytes of a log id. Throws when the text is not one: ids are parsed at the edge. */
export function logIdToBytes(log: LogId): Uint8Array {
  const bytes = hexToBytes(log);
  if (bytes === null || bytes.length !== 16) throw new Error('a log id has 32 hexadecimal digits');
  return bytes;
}
