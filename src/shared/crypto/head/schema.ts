import * as v from 'valibot';
import { parseLogId, type LogId, type UnixMs, type VaultId } from '#base';
import { base64ToBytes } from '../base64.ts';
import { slotTypeOf, slotTypes, type SlotType } from '../slot/name.ts';

/** One way to open the vault, as `vault.json` lists it. `recipient` is the `age1…` text, null for a passphrase. */
export interface SlotRecord {
  readonly name: string;
  readonly type: SlotType;
  readonly label: string;
  readonly createdAt: UnixMs;
  readonly recipient: string | null;
}

/** What `vault.json` says, without its mac (docs/spec/vault.md section 3). Keys are hexadecimal, `sealedSecrets` is base64. */
export interface VaultHead {
  readonly format: 'holdfast-vault';
  readonly version: 1;
  readonly vaultId: VaultId;
  readonly name: string;
  readonly createdAt: UnixMs;
  readonly generation: number;
  readonly device: { readonly ed25519: string; readonly x25519: string; readonly sealedSecrets: string; readonly prefix: string };
  readonly workspace: LogId;
  readonly slots: readonly SlotRecord[];
}

const hex = (digits: number) => v.pipe(v.string(), v.regex(/^[0-9a-f]*$/), v.length(digits));
const time = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.transform((value) => value as UnixMs));

const slotRecordSchema = v.pipe(
  v.strictObject({
    name: v.string(), type: v.picklist(slotTypes), label: v.pipe(v.string(), v.maxLength(200)), createdAt: time,
    recipient: v.nullable(v.pipe(v.string(), v.regex(/^age1[0-9a-z]{58}$/))),
  }),
  v.check((slot) => slotTypeOf(slot.name) === slot.type),
);

export const storedHeadSchema: v.GenericSchema<unknown, VaultHead & { readonly mac: string }> = v.strictObject({
  format: v.literal('holdfast-vault'), version: v.literal(1),
  vaultId: v.pipe(hex(32), v.transform((value) => value as VaultId)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  createdAt: time,
  generation: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  device: v.strictObject({
    ed25519: hex(64), x25519: hex(64), sealedSecrets: v.pipe(v.string(), v.check((value) => base64ToBytes(value)?.length === 104)),
    prefix: v.pipe(v.string(), v.regex(/^[A-Z0-9]{2}$/)),
  }),
  workspace: v.pipe(v.string(), v.check((value) => parseLogId(value) !== null), v.transform((value) => value as LogId)),
  slots: v.pipe(v.array(slotRecordSchema), v.minLength(1), v.maxLength(16)),
  mac: hex(64),
});
