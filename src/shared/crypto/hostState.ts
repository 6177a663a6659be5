import * as v from 'valibot';
import { bytesToHex, concatBytes, decodeCbor, encodeCbor, fail, hexToBytes, ok, parseLogId, textToBytes, type Failure, type FeedId, type LogId, type RandomBytes, type Result, type Sha256Hex, type VaultId } from '#base';
import { logIdToBytes } from './epoch/create.ts';
import { openValue, sealValue } from './sealedValue.ts';
import { deriveVaultSubkey, vaultIdToBytes, type VaultKey } from './vaultKey.ts';

/** The newest frame of a feed that this machine has seen on disk. */
export interface RememberedHead { readonly log: LogId; readonly feed: FeedId; readonly seq: number; readonly headerSha256: Sha256Hex }
/** What this machine remembers of a vault outside its folder, so that a copied or restored folder is noticed. */
export interface HostState { readonly instance: Uint8Array; readonly generation: number; readonly heads: readonly RememberedHead[] }

/** Seals the host state (docs/spec/vault.md section 6). */
export function sealHostState(state: HostState, vaultKey: VaultKey, vaultId: VaultId, random: RandomBytes): Uint8Array {
  const plaintext = encodeCbor({
    v: 1, instance: state.instance, generation: state.generation,
    heads: state.heads.map((head) => ({ log: logIdToBytes(head.log), feed: fromHex(head.feed), seq: head.seq, header: fromHex(head.headerSha256) })),
  });
  return sealValue(deriveVaultSubkey(vaultKey, vaultId, 'host-state'), associatedData(vaultId), plaintext, random);
}

/** Opens the host state. `damaged` means: treat as missing, which starts a new feed. */
export function openHostState(sealed: Uint8Array, vaultKey: VaultKey, vaultId: VaultId): Result<HostState, Failure<'damaged'>> {
  const plaintext = openValue(deriveVaultSubkey(vaultKey, vaultId, 'host-state'), associatedData(vaultId), sealed);
  const decoded = plaintext === null ? null : decodeCbor(plaintext);
  const parsed = decoded?.ok === true ? v.safeParse(stateSchema, decoded.value) : null;
  if (parsed === null || !parsed.success) return fail('damaged', 'what this machine remembers of the vault does not open');
  const { instance, generation, heads } = parsed.output;
  return ok({ instance, generation, heads });
}

const bytesOf = (length: number) => v.pipe(v.instance(Uint8Array), v.check((value) => value.length === length));
const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const stateSchema = v.strictObject({
  v: v.literal(1), instance: bytesOf(16), generation: uint,
  heads: v.array(v.pipe(
    v.strictObject({ log: bytesOf(16), feed: bytesOf(32), seq: uint, header: bytesOf(32) }),
    v.transform((head): RememberedHead => ({
      log: parseLogId(bytesToHex(head.log)) as LogId, feed: bytesToHex(head.feed) as FeedId, seq: head.seq, headerSha256: bytesToHex(head.header) as Sha256Hex,
    })),
  )),
});

function associatedData(vaultId: VaultId): Uint8Array {
  return concatBytes(textToBytes('holdfast/vault/host-state/1'), vaultIdToBytes(vaultId));
}

function fromHex(text: string): Uint8Array {
  const bytes = hexToBytes(text);
  if (bytes === null) throw new Error('expected hexadecimal');
  return bytes;
}
