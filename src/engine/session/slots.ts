import { equalBytes, fail, ok, wipeBytes, type Client, type Failure, type In, type Result, type UnixMs } from '#base';
import {
  createRecoveryKey, createSlotName, createVaultKey, openSlot, parseRecoveryKey, recipientOfIdentity, sealPassphraseSlot, sealRecipientSlot,
  type SlotFile, type SlotRecord, type VaultKey,
} from '#crypto';
import type { EngineContract, SlotView, VaultContract } from '#ipc';
import { portFailure } from '../core/failures.ts';
import type { EngineOptions } from '../options.ts';
import { estimateStrength } from './estimateStrength.ts';
import { drawRecoveryQr } from './recoveryQr.ts';
import type { Keyring } from './session.ts';

export type SlotWriteFailure = 'disk-full' | 'io';
const WEAK = 'this passphrase can be guessed too quickly; six random words are strong enough';

/** Refuses a passphrase that is guessed too quickly. */
export async function requireStrength(passphrase: string): Promise<Result<void, Failure<'weak-passphrase'>>> {
  return (await estimateStrength(passphrase)).acceptable ? ok(undefined) : fail('weak-passphrase', WEAK);
}

/** Slots that vault.json lists, with their files; files that it does not list open nothing. */
export async function readListedSlots(vault: Client<VaultContract>, listed: readonly SlotRecord[]): Promise<Result<readonly SlotFile[], Failure<'io'>>> {
  const read = await vault.call('slots.list', {});
  if (!read.ok) return portFailure(read.error, []);
  return ok(read.value.slots.filter((file) => listed.some((slot) => slot.name === file.name)));
}

export function slotView(slot: SlotRecord): SlotView {
  return { name: slot.name, type: slot.type, label: slot.label, createdAt: slot.createdAt, recipient: slot.recipient };
}

/** Seals the vault key for one way to open it and names the slot. Nothing is written. */
export async function sealSlot(
  options: EngineOptions, vaultKey: VaultKey, way: { readonly type: 'passphrase'; readonly passphrase: string } | { readonly type: 'recovery' | 'escrow'; readonly recipient: string }, label: string, now: UnixMs,
): Promise<Result<{ readonly record: SlotRecord; readonly bytes: Uint8Array }, Failure<'bad-recipient'>>> {
  const name = createSlotName(way.type, options.random);
  if (way.type === 'passphrase') {
    const bytes = await sealPassphraseSlot(vaultKey, way.passphrase, options.slotWorkFactor);
    return ok({ record: { name, type: way.type, label, createdAt: now, recipient: null }, bytes });
  }
  const sealed = await sealRecipientSlot(vaultKey, way.recipient);
  return sealed.ok ? ok({ record: { name, type: way.type, label, createdAt: now, recipient: way.recipient }, bytes: sealed.value }) : sealed;
}

/** Adds a way to open the vault: the file first, then vault.json, so that a crash leaves at most a file that opens nothing. */
export async function addSlot(options: EngineOptions, keyring: Keyring, input: In<EngineContract, 'vault.addSlot'>, now: UnixMs): Promise<Result<{ readonly slot: SlotView; readonly recoveryKey: string | null; readonly recoveryQr: string | null }, Failure<'weak-passphrase' | 'bad-recipient' | SlotWriteFailure>>> {
  if (input.type === 'passphrase') {
    const strong = await requireStrength(input.passphrase);
    if (!strong.ok) return strong;
  }
  const recovery = input.type === 'recovery' ? await createRecoveryKey() : null;
  const way = input.type === 'passphrase' ? { type: input.type, passphrase: input.passphrase } as const
    : { type: input.type, recipient: input.type === 'escrow' ? input.recipient.trim() : recovery?.recipient ?? '' } as const;
  const sealed = await sealSlot(options, keyring.vaultKey(), way, input.label, now);
  if (!sealed.ok) return sealed;
  const written = await writeSlots(options.vault, keyring, [sealed.value], (slots) => [...slots, sealed.value.record]);
  if (!written.ok) return written;
  return ok({ slot: slotView(sealed.value.record), recoveryKey: recovery?.identity ?? null, recoveryQr: recovery === null ? null : drawRecoveryQr(recovery.identity) });
}

/** Removes a way to open the vault. Copies made before keep opening with it: `rekey` closes that for the future. */
export async function removeSlot(options: EngineOptions, keyring: Keyring, name: string): Promise<Result<Record<string, never>, Failure<'missing' | 'last-slot' | SlotWriteFailure>>> {
  const { slots } = keyring.head();
  if (!slots.some((slot) => slot.name === name)) return fail('missing', 'there is no such way to open the vault');
  if (slots.length === 1) return fail('last-slot', 'the last way to open the vault cannot be removed');
  const written = await writeSlots(options.vault, keyring, [], (all) => all.filter((slot) => slot.name !== name));
  if (!written.ok) return written;
  await removeFiles(options.vault, [name]);
  return ok({});
}

/** Replaces the passphrase slot that `current` opens by one for `next`. */
export async function changePassphrase(options: EngineOptions, keyring: Keyring, current: string, next: string, now: UnixMs): Promise<Result<Record<string, never>, Failure<'wrong-key' | 'weak-passphrase' | SlotWriteFailure>>> {
  const opened = await findPassphraseSlot(options, keyring, current);
  if (!opened.ok) return opened;
  const strong = await requireStrength(next);
  if (!strong.ok) return strong;
  const sealed = await sealSlot(options, keyring.vaultKey(), { type: 'passphrase', passphrase: next }, opened.value.label, now);
  if (!sealed.ok) return fail('io', sealed.error.message);
  const written = await writeSlots(options.vault, keyring, [sealed.value], (slots) => slots.map((slot) => (slot.name === opened.value.name ? sealed.value.record : slot)));
  if (!written.ok) return written;
  await removeFiles(options.vault, [opened.value.name]);
  return ok({});
}

/**
 * A new vault key (docs/spec/vault.md section 7). Ways with a stored recipient are sealed again; of the passphrases only the one that is given
 * can be, others are dropped and answered by label. Frames and evidence stay as they are.
 */
export async function rekeyVault(options: EngineOptions, keyring: Keyring, passphrase: string): Promise<Result<{ readonly slotsKept: number; readonly slotsDropped: readonly string[] }, Failure<'wrong-key' | SlotWriteFailure>>> {
  const opened = await findPassphraseSlot(options, keyring, passphrase);
  if (!opened.ok) return opened;
  const old = keyring.head().slots;
  const next = createVaultKey(options.random);
  const kept: { readonly record: SlotRecord; readonly bytes: Uint8Array }[] = [];
  const dropped: string[] = [];
  for (const slot of old) {
    const way = slot.name === opened.value.name ? { type: 'passphrase', passphrase } as const
      : slot.type !== 'passphrase' && slot.recipient !== null ? { type: slot.type, recipient: slot.recipient } as const : null;
    const sealed = way === null ? null : await sealSlot(options, next, way, slot.label, slot.createdAt);
    if (sealed?.ok === true) kept.push(sealed.value);
    else dropped.push(slot.label === '' ? slot.name : slot.label);
  }
  for (const slot of kept) {
    const written = await options.vault.call('slots.write', { name: slot.record.name, bytes: slot.bytes });
    if (!written.ok) return slotFailure(written.error);
  }
  const written = await keyring.replaceKey(next, kept.map((slot) => slot.record));
  if (!written.ok) return slotFailure(written.error);
  await removeFiles(options.vault, old.map((slot) => slot.name));
  return ok({ slotsKept: kept.length, slotsDropped: dropped });
}

/** True when a typed-back recovery key is the one of a recovery slot. */
export async function matchesRecovery(typed: string, slots: readonly SlotRecord[]): Promise<boolean> {
  const identity = parseRecoveryKey(typed);
  if (identity === null) return false;
  const recipient = await recipientOfIdentity(identity);
  return slots.some((slot) => slot.type === 'recovery' && slot.recipient === recipient);
}

async function findPassphraseSlot(options: EngineOptions, keyring: Keyring, passphrase: string): Promise<Result<SlotRecord, Failure<'wrong-key' | 'io'>>> {
  const files = await readListedSlots(options.vault, keyring.head().slots);
  if (!files.ok) return files;
  for (const record of keyring.head().slots) {
    const file = files.value.find((candidate) => candidate.name === record.name);
    if (record.type !== 'passphrase' || file === undefined) continue;
    const opened = await openSlot(file.bytes, { passphrase });
    if (!opened.ok) continue;
    const same = equalBytes(opened.value, keyring.vaultKey());
    wipeBytes(opened.value);
    if (same) return ok(record);
  }
  return fail('wrong-key', 'this passphrase does not open the vault');
}

async function writeSlots(vault: Client<VaultContract>, keyring: Keyring, files: readonly { readonly record: SlotRecord; readonly bytes: Uint8Array }[], change: (slots: readonly SlotRecord[]) => readonly SlotRecord[]): Promise<Result<void, Failure<SlotWriteFailure>>> {
  for (const file of files) {
    const written = await vault.call('slots.write', { name: file.record.name, bytes: file.bytes });
    if (!written.ok) return slotFailure(written.error);
  }
  const head = await keyring.writeHead({ slots: [...change(keyring.head().slots)] });
  return head.ok ? ok(undefined) : slotFailure(head.error);
}

// A file that stays behind opens nothing, because vault.json no longer lists it: no failure.
async function removeFiles(vault: Client<VaultContract>, names: readonly string[]): Promise<void> {
  for (const name of names) await vault.call('slots.remove', { name });
}

function slotFailure(error: Failure) {
  return error.kind === 'disk-full' ? fail('disk-full', error.message) : fail('io', error.message);
}
