import * as v from 'valibot';
import { equalBytes, fail, ok, textToBytes, type Failure, type Result, type UnixMs } from '#base';
import { bytesOf, uint } from '../schemas.ts';
import { decodeSigned, encodeSigned, isSignedBy, type ServerSigner } from '../signed.ts';

/** The right to found logs on a server (docs/spec/sync.md section 4). */
export interface Voucher {
  readonly server: Uint8Array;
  /** 16 bytes, random. */
  readonly id: Uint8Array;
  /** How many logs it founds, 1 to 64. */
  readonly logs: number;
  readonly expires: UnixMs | null;
}

export const MAX_VOUCHER_BYTES = 1_088;
export const MAX_VOUCHER_LOGS = 64;

const none = /* @__PURE__ */ new Uint8Array(0);
const tag = /* @__PURE__ */ textToBytes('holdfast/voucher/1');
const schema = v.strictObject({
  format: v.literal('holdfast-voucher'), version: v.literal(1), server: bytesOf(32), id: bytesOf(16),
  logs: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_VOUCHER_LOGS)), expires: v.nullable(uint),
});

/** Makes a voucher of the signer. */
export function signVoucher({ id, logs, expires }: Omit<Voucher, 'server'>, signer: ServerSigner): Uint8Array {
  return encodeSigned(none, tag, { format: 'holdfast-voucher', version: 1, server: signer.identity, id, logs, expires }, signer);
}

/** Reads a voucher that must be signed by this server and not be expired at `now`. Whether it was used is the server's to know. */
export function verifyVoucher(bytes: Uint8Array, server: Uint8Array, now: UnixMs): Result<Voucher, Failure<'bad-voucher'>> {
  const parts = decodeSigned(none, schema, bytes);
  if (parts === null) return fail('bad-voucher', 'this is not a voucher of version 1');
  const { server: named, id, logs, expires } = parts.value;
  if (!equalBytes(named, server) || !isSignedBy(parts, tag, server)) return fail('bad-voucher', 'the voucher is not of this server');
  return expires !== null && expires <= now ? fail('bad-voucher', 'the voucher has expired') : ok({ server: named, id, logs, expires: expires as UnixMs | null });
}
