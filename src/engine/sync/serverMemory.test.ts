import { beforeAll, expect, test } from 'vitest';
import { encodeCbor, hexToBytes, ok, type EntityId, type LogId, type VaultId } from '#base';
import { logIdToBytes, readyCrypto, sealSyncState, type VaultKey } from '#crypto';
import { emptyMirror, encodeMirror } from '#sync';
import type { Core } from '../core/core.ts';
import type { Session } from '../session/openSession.ts';
import { openServerMemory } from './serverMemory.ts';

beforeAll(readyCrypto);
const identity = '5a'.repeat(32);
const log = 'c3'.repeat(16) as LogId;
const item = '01HZY8Q0A1B2C3D4E5F6G7H8J9' as unknown as EntityId;
const vaultKey = new Uint8Array(32).fill(7) as VaultKey;
const vaultId = '08'.repeat(16) as VaultId;
const random = (length: number) => new Uint8Array(length).fill(9);

/** A vault whose file of the server holds these bytes. */
function vaultWith(stored: Uint8Array | null) {
  const file = { bytes: stored };
  const call = async (name: string, input: { readonly bytes?: Uint8Array }) => {
    if (name === 'sync.write') file.bytes = input.bytes ?? null;
    return ok(name === 'sync.read' ? { bytes: file.bytes } : {});
  };
  const core = { options: { vault: { call }, random } } as unknown as Core;
  const session = { keyring: { vaultKey: () => vaultKey, head: () => ({ vaultId }) } } as unknown as Session;
  return () => openServerMemory(core, session, identity);
}

test('a file from before evidence followed the journal is read, with nothing chosen', async () => {
  const plaintext = encodeCbor({ v: 1, logs: [{ log: logIdToBytes(log), mode: 'manual', mirror: encodeMirror(emptyMirror) }] });
  const memory = await vaultWith(sealSyncState(plaintext, { vaultKey, vaultId, server: hexToBytes(identity) ?? random(32) }, random))();
  expect([memory.modeOf(log), memory.choiceOf(log, item), memory.cap()]).toEqual(['manual', 'on-demand', null]);
});

test('what was chosen of an item and the limit are kept with the rest, and taken back', async () => {
  const open = vaultWith(null);
  const memory = await open();
  memory.choose(log, 'off');
  memory.chooseItem(log, item, 'always');
  memory.setCap(50_000);
  expect(await memory.save()).toBe(true);
  const again = await open();
  expect([again.modeOf(log), again.choiceOf(log, item), again.cap()]).toEqual(['off', 'always', 50_000]);
  again.chooseItem(log, item, 'on-demand');
  again.setCap(null);
  await again.save();
  const last = await open();
  expect([last.choiceOf(log, item), last.cap()]).toEqual(['on-demand', null]);
});

test('a file that does not open counts as none', async () => {
  const memory = await vaultWith(new Uint8Array(200))();
  expect([memory.modeOf(log), memory.choiceOf(log, item)]).toEqual(['automatic', 'on-demand']);
});
