import { bytesToHex, fail, ok, type Failure, type In, type Result, type VaultId } from '#base';
import { bytesToBase64, createDevice, createRecoveryKey, createVaultKey, isAgeRecipient, proposePrefix, sealDevice, type VaultHead, type SlotRecord } from '#crypto';
import type { EngineContract, UnlockFailure, UnlockReport } from '#ipc';
import type { Core } from '../core/core.ts';
import { prepareSession, reportOf, type Session } from './openSession.ts';
import { personEntry } from './personEntry.ts';
import { drawRecoveryQr } from './recoveryQr.ts';
import { passSelfTest } from './selfTest.ts';
import { deviceToHead } from './session.ts';
import { requireStrength, sealSlot } from './slots.ts';

export type CreateVaultFailure = UnlockFailure | 'weak-passphrase' | 'bad-recipient' | 'disk-full';
export interface CreatedVault { readonly session: Session; readonly recoveryKey: string; readonly recoveryQr: string; readonly report: UnlockReport }

/** Creates keys, slots and the workspace of a new vault, and lets its folder appear last (docs/spec/vault.md section 7). */
export async function createVault(core: Core, input: In<EngineContract, 'vault.create'>): Promise<Result<CreatedVault, Failure<CreateVaultFailure>>> {
  const tested = await passSelfTest();
  if (!tested.ok) return tested;
  const strong = await requireStrength(input.passphrase);
  if (!strong.ok) return strong;
  const escrow = input.escrowRecipient?.trim() ?? '';
  if (escrow !== '' && !isAgeRecipient(escrow)) return fail('bad-recipient', 'expected an age recipient of the form age1…');
  const keys = await createKeys(core, input, escrow);
  if (!keys.ok) return keys;
  const { vault } = core.options;
  for (const slot of keys.value.slots) {
    const written = await vault.call('slots.write', { name: slot.record.name, bytes: slot.bytes });
    if (!written.ok) return creationFailure(written.error);
  }
  const session = await prepareSession(core, keys.value, input.operator);
  const founded = await session.book.found('workspace', () => [personEntry(core, session.keyring.head().device.prefix, input.operator)]);
  if (!founded.ok) return abandon(session, founded.error);
  const written = await session.keyring.writeHead({ workspace: founded.value.log });
  if (!written.ok) return abandon(session, written.error);
  const finished = await vault.call('creation.finish', {});
  if (!finished.ok) return abandon(session, finished.error);
  session.host.setGeneration(session.keyring.head().generation);
  await session.host.flush();
  const report = reportOf(session, { workingCopy: 'fresh', notices: [], unfinished: [], unlockMs: 0 });
  return ok({ session, recoveryKey: keys.value.recoveryKey, recoveryQr: drawRecoveryQr(keys.value.recoveryKey), report });
}

async function createKeys(core: Core, input: In<EngineContract, 'vault.create'>, escrow: string) {
  const { options, time } = core;
  const { random } = options;
  const now = time.now();
  const vaultKey = createVaultKey(random);
  const device = createDevice(random);
  const vaultId = bytesToHex(random(16)) as VaultId;
  const recovery = await createRecoveryKey();
  const slots: { readonly record: SlotRecord; readonly bytes: Uint8Array }[] = [];
  const ways = [
    { way: { type: 'passphrase', passphrase: input.passphrase } as const, label: 'Passphrase' },
    { way: { type: 'recovery', recipient: recovery.recipient } as const, label: 'Recovery key' },
    ...(escrow === '' ? [] : [{ way: { type: 'escrow', recipient: escrow } as const, label: 'Organisation escrow' }]),
  ];
  for (const { way, label } of ways) {
    const sealed = await sealSlot(options, vaultKey, way, label, now);
    if (!sealed.ok) return sealed;
    slots.push(sealed.value);
  }
  const head: VaultHead = {
    format: 'holdfast-vault', version: 1, vaultId, name: input.name.trim(), createdAt: now, generation: 0,
    device: { ...deviceToHead(device), sealedSecrets: bytesToBase64(sealDevice(device, vaultKey, vaultId, random)), prefix: proposePrefix(device.ed25519) },
    // Generation 1 is the first that is written, with the workspace that has been founded by then.
    workspace: '0'.repeat(32) as VaultHead['workspace'],
    slots: slots.map((slot) => slot.record),
  };
  return ok({ vaultKey, device, head, slots, recoveryKey: recovery.identity });
}

async function abandon(session: Session, error: Failure): Promise<Result<never, Failure<'disk-full' | 'io'>>> {
  await session.end();
  return creationFailure(error);
}

function creationFailure(error: Failure): Result<never, Failure<'disk-full' | 'io'>> {
  return error.kind === 'disk-full' ? fail('disk-full', error.message) : fail('io', `the vault could not be created: ${error.message}`);
}
