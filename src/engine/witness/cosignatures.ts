import { bytesToHex, hexToBytes, type EntryId, type UnixMs } from '#base';
import { base64ToBytes, deviceFingerprint } from '#crypto';
import type { TakenCosignature } from '#ipc';
import { checkCosignature, type Cosignature } from '#log';
import type { OpenLog } from '../logs/openLog.ts';
import { peopleOf } from '../membership/names.ts';
import { witnessesOf, type WitnessOf } from './stampLedger.ts';

/** A recorded cosignature that holds. */
export interface HeldCosignature extends WitnessOf<'cosignature'> { readonly cosignature: Cosignature }

// The signature under one entry is looked at once; membership may change and is asked each time.
const checked = new WeakMap<OpenLog, Map<EntryId, Cosignature | null>>();

/** Recorded cosignatures of a log that are well formed, over this log, and signed by a device that is or was a member (docs/spec/bundle.md section 5). */
export function heldCosignatures(open: OpenLog): readonly HeldCosignature[] {
  return witnessesOf(open.state(), 'cosignature').flatMap((found) => {
    const cosignature = readOnce(open, found);
    return cosignature !== null && isOrWasMember(open, cosignature.device) ? [{ ...found, cosignature }] : [];
  });
}

/** All recorded cosignatures with what they say about this copy. */
export function takenCosignatures(open: OpenLog): readonly TakenCosignature[] {
  const held = new Map(heldCosignatures(open).map((one) => [one.entity.id, one.cosignature]));
  const newest = newestOfEach([...held.values()]);
  return witnessesOf(open.state(), 'cosignature').map(({ entity }) => {
    const cosignature = held.get(entity.id);
    if (cosignature === undefined) return { entry: entity.id, by: '', fingerprint: '', at: entity.stamp.recorded.at, standing: 'invalid', isFinding: true };
    const standing = standingOfCosignature(open, cosignature);
    const isFinding = standing === 'differs' || (standing === 'short' && newest.get(cosignature.device) === cosignature && isMember(open, cosignature.device));
    return { entry: entity.id, by: cosignerName(open, cosignature), fingerprint: deviceFingerprint(hexToBytes(cosignature.device) ?? new Uint8Array(32)), at: cosignature.at, standing, isFinding };
  });
}

/** What a device stated of a log, against this copy: its newest word, but one that differs is never outlived. Null while it stated nothing. */
export function statedBy(open: OpenLog, device: string): { readonly standing: 'agrees' | 'differs' | 'short'; readonly at: UnixMs } | null {
  const own = heldCosignatures(open).flatMap(({ cosignature }) => (cosignature.device === device ? [{ at: cosignature.at, standing: standingOfCosignature(open, cosignature) }] : []));
  return own.findLast(({ standing }) => standing === 'differs') ?? own.reduce<(typeof own)[number] | null>((newest, one) => (newest === null || one.at >= newest.at ? one : newest), null);
}

function newestOfEach(cosignatures: readonly Cosignature[]): ReadonlyMap<string, Cosignature> {
  const newest = new Map<string, Cosignature>();
  for (const one of cosignatures) if ((newest.get(one.device)?.at ?? -1) <= one.at) newest.set(one.device, one);
  return newest;
}

/** How a cosignature stands to this copy: another header at a place that is here, an end or a gap before it, or agreement. The worst counts. */
export function standingOfCosignature({ reader }: Pick<OpenLog, 'reader'>, { statement }: Cosignature): 'agrees' | 'differs' | 'short' {
  const found = statement.heads.map(({ feed, size, header }) => {
    if (reader.holds(feed, size - 1, hexToBytes(header) ?? new Uint8Array(0))) return 'agrees';
    return reader.headerAt(feed, size - 1) === null ? 'short' : 'differs';
  });
  return (['differs', 'short'] as const).find((standing) => found.includes(standing)) ?? 'agrees';
}

/** Who stated it: the name under which the device writes, or its fingerprint. */
export function cosignerName(open: OpenLog, { device }: Cosignature): string {
  return nameOfDevice(open, device) ?? deviceFingerprint(hexToBytes(device) ?? new Uint8Array(32));
}

/** Who works with a device (hexadecimal), or null while nobody said. */
export function nameOfDevice(open: OpenLog, device: string): string | null {
  return peopleOf(open)(device).name;
}

function readOnce(open: OpenLog, { entity, body }: WitnessOf<'cosignature'>): Cosignature | null {
  const known = checked.get(open) ?? new Map<EntryId, Cosignature | null>();
  checked.set(open, known);
  const seen = known.get(entity.id);
  if (seen !== undefined) return seen;
  const read = checkCosignature(base64ToBytes(body.cosignature) ?? new Uint8Array(0), open.log, () => true);
  const cosignature = read.ok ? read.value : null;
  known.set(entity.id, cosignature);
  return cosignature;
}

// Somebody who was removed could name frames that never were for ever.
function isMember({ reader }: OpenLog, device: string): boolean {
  return reader.membership()?.members.some((member) => bytesToHex(member.device) === device) ?? false;
}

function isOrWasMember({ reader }: OpenLog, device: string): boolean {
  const state = reader.membership();
  return state !== null && [...state.members, ...state.removed].some((member) => bytesToHex(member.device) === device);
}
