import { createHash } from 'node:crypto';
import { bytesToBase64, createRecoveryKey } from '#crypto';
import { createAgeStart } from '../../../src/disk/evidence/age/header.ts';
import { nativeCipher } from '../../../src/disk/evidence/age/cipher.ts';
import { parseRecipient } from '../../../src/disk/evidence/age/keys.ts';
import { sealChunks, sealedLength } from '../../../src/disk/evidence/age/stream.ts';
import { concatBytes } from '#base';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { writeVectors } from './kit.ts';

const CHUNK = 65_552;
interface Edit { readonly at: number; readonly remove: number; readonly insert: string }
interface Sealed { readonly bytes: Uint8Array; readonly plain: Uint8Array; readonly payloadStart: number }

/** evidence.json: docs/spec/evidence.md, one part at a time. */
export async function generateEvidence(): Promise<void> {
  const random = seededRandom(901);
  const { identity, recipient } = await createRecoveryKey();
  const stranger = await createRecoveryKey();
  const seal = (plain: Uint8Array): Sealed => {
    const start = createAgeStart(nativeCipher, parseRecipient(recipient) ?? new Uint8Array(0), random);
    const payload = new Uint8Array(sealedLength(plain.length));
    sealChunks(nativeCipher, { key: start.payloadKey, counter: 0, last: true }, plain, payload);
    return { bytes: concatBytes(start.bytes, payload), plain, payloadStart: start.bytes.length };
  };
  const parts = { empty: seal(new Uint8Array(0)), short: seal(random(100)), long: seal(random(65_637)) };
  const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const recordOf = ({ bytes, plain }: Sealed) => ({ plainBytes: plain.length, sealedBytes: bytes.length, plainSha256: sha(plain), sealedSha256: sha(bytes) });
  const one = (name: string, part: keyof typeof parts, expect: 'ok' | 'damaged' | 'hash-mismatch', edits: readonly Edit[] = [], more: { readonly identity?: string; readonly recorded?: object } = {}) => ({
    name, part, edits, ...(more.identity === undefined ? {} : { identity: more.identity }), recorded: { ...recordOf(parts[part]), ...more.recorded }, expect,
  });
  /** The same with length and sealed hash of the edited bytes on record: only the seal itself can notice. */
  const adjusted = (name: string, part: keyof typeof parts, edits: readonly Edit[]) => {
    const bytes = edit(parts[part].bytes, edits);
    return one(name, part, 'damaged', edits, { recorded: { sealedBytes: bytes.length, sealedSha256: sha(bytes) } });
  };
  const flip = (part: keyof typeof parts, at: number, bit = 1): Edit => {
    const { bytes } = parts[part];
    const index = at < 0 ? bytes.length + at : at;
    return { at: index, remove: 1, insert: ((bytes[index] ?? 0) ^ bit).toString(16).padStart(2, '0') };
  };
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const { long, short } = parts;
  const mac = long.payloadStart - 16 - 44;
  const chunk = (index: number) => long.bytes.subarray(long.payloadStart + index * CHUNK, Math.min(long.bytes.length, long.payloadStart + (index + 1) * CHUNK));
  const again = seal(random(100));
  const whole = [{ at: 0, remove: short.bytes.length, insert: hex(again.bytes) }];
  writeVectors('evidence.json', {
    about: 'docs/spec/evidence.md: parts of evidence items. See README.md.', identity,
    parts: Object.fromEntries(Object.entries(parts).map(([name, { bytes }]) => [name, bytesToBase64(bytes)])),
    cases: [
      one('an empty item', 'empty', 'ok'), one('a part of 100 bytes', 'short', 'ok'), one('a part of two chunks', 'long', 'ok'), one('another identity', 'short', 'damaged', [], { identity: stranger.identity }),
      adjusted('one bit of the version line', 'short', [flip('short', 3)]), adjusted('one bit of the share', 'short', [flip('short', 40)]), adjusted('one bit of the wrapped file key', 'short', [flip('short', 90)]), adjusted('one bit of the header mac', 'long', [flip('long', mac + 8)]),
      adjusted('one bit of the payload nonce', 'long', [flip('long', long.payloadStart - 5)]), adjusted('one bit of the first chunk', 'long', [flip('long', long.payloadStart + 100)]), adjusted('one bit of the first tag', 'long', [flip('long', long.payloadStart + 65_536)]), adjusted('one bit of the last chunk', 'long', [flip('long', -20)]), adjusted('one bit of the last tag', 'long', [flip('long', -1, 0x80)]),
      adjusted('cut by a byte, as recorded', 'long', [{ at: -1, remove: 1, insert: '' }]), adjusted('cut at the border of the chunks, as recorded', 'long', [{ at: long.payloadStart + CHUNK, remove: chunk(1).length, insert: '' }]),
      adjusted('the first chunk taken away, as recorded', 'long', [{ at: long.payloadStart, remove: CHUNK, insert: '' }]), adjusted('the last chunk twice, as recorded', 'long', [{ at: long.bytes.length, remove: 0, insert: hex(chunk(1)) }]),
      adjusted('a byte behind the end, as recorded', 'short', [{ at: short.bytes.length, remove: 0, insert: '00' }]), one('the payload of another part', 'short', 'damaged', [{ at: short.payloadStart, remove: short.bytes.length - short.payloadStart, insert: hex(parts.empty.bytes.subarray(parts.empty.payloadStart)) }]),
      adjusted('no payload, as recorded', 'short', [{ at: short.payloadStart, remove: short.bytes.length - short.payloadStart, insert: '' }]), adjusted('no bytes, as recorded', 'short', [{ at: 0, remove: short.bytes.length, insert: '' }]), adjusted('line ends of two characters, as recorded', 'short', [{ at: 21, remove: 1, insert: '0d0a' }]),
      one('cut by a byte', 'long', 'damaged', [{ at: -1, remove: 1, insert: '' }]), one('cut in half', 'long', 'damaged', [{ at: 40_000, remove: long.bytes.length - 40_000, insert: '' }]), one('a byte more', 'short', 'damaged', [{ at: short.bytes.length, remove: 0, insert: '00' }]),
      one('another sealed hash was recorded', 'short', 'damaged', [], { recorded: { sealedSha256: sha(long.bytes) } }), one('another plain hash was recorded', 'short', 'hash-mismatch', [], { recorded: { plainSha256: sha(long.plain) } }), one('both hashes of another part were recorded', 'short', 'damaged', [], { recorded: { sealedSha256: sha(long.bytes), plainSha256: sha(long.plain) } }),
      one('sealed again by somebody who knows the recipient', 'short', 'damaged', whole), one('sealed again, and the sealed hash recorded', 'short', 'hash-mismatch', whole, { recorded: { sealedSha256: sha(again.bytes) } }),
    ],
  });
}

function edit(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  let now = Buffer.from(bytes);
  for (const { at, remove, insert } of edits) {
    const from = at < 0 ? now.length + at : at;
    now = Buffer.concat([now.subarray(0, from), Buffer.from(insert, 'hex'), now.subarray(from + remove)]);
  }
  return now;
}
