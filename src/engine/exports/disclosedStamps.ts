import { hexToBytes } from '#base';
import { base64ToBytes } from '#crypto';
import type { Entry } from '#domain';
import type { ZipMember } from '#log';

/**
 * Statement and token of every time stamp among shown entries, in their order, as `tokens/<n>.statement` and `tokens/<n>.tsr` from 1 on
 * (docs/spec/disclosure.md section 1): what `openssl ts -verify -data … -in … -token_in` takes. The same entries give the same bytes.
 */
export function stampFiles(entries: readonly (Entry | null)[]): readonly ZipMember[] {
  const stamps = entries.flatMap((entry) => (entry?.kind === 'witness' && entry.body.witnessKind === 'stamp-token' ? [entry.body] : []));
  return stamps.flatMap(({ statement, token }, index) => [
    // Both were checked when the entry was read.
    { name: `tokens/${index + 1}.statement`, bytes: hexToBytes(statement) ?? new Uint8Array(0) },
    { name: `tokens/${index + 1}.tsr`, bytes: base64ToBytes(token) ?? new Uint8Array(0) },
  ]);
}
