import { bytesToText, textToBytes, type LogId, type UnixMs, type VaultId } from '#base';
import { bytesToBase64, createDevice, createVaultKey, sealDevice, sealHead, systemRandom, type VaultHead } from '#crypto';
import { macOfHead } from '../../../src/shared/crypto/head/seal.ts';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { toHex, withBit, writeVectors } from './kit.ts';

/** heads.json: docs/spec/vault.md sections 3 and 4. Cases whose name does not speak of the mac have a right one. */
export function generateHeads(): void {
  const random = seededRandom(601);
  const vaultKey = createVaultKey(random);
  const vaultId = toHex(random(16)) as VaultId;
  const device = createDevice(random);
  const another = createDevice(random);
  const sealedSecrets = bytesToBase64(sealDevice(device, vaultKey, vaultId, systemRandom));
  const slot = { name: '0a1b2c3d-recovery', type: 'recovery' as const, label: 'Safe', createdAt: 1_731_946_440_000 as UnixMs, recipient: 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj' };
  const head: VaultHead = {
    format: 'holdfast-vault', version: 1, vaultId, name: 'Site Trondheim', createdAt: 1_731_946_440_000 as UnixMs, generation: 3,
    device: { ed25519: toHex(device.ed25519), x25519: toHex(device.x25519), sealedSecrets, prefix: 'K7' }, workspace: toHex(random(16)) as LogId,
    slots: [{ name: '00112233-passphrase', type: 'passphrase', label: '', createdAt: 1_731_946_440_000 as UnixMs, recipient: null }, slot],
  };
  const text = (value: object) => textToBytes(`${JSON.stringify(value, null, 2)}\n`);
  const sealed = (value: object) => ({ ...value, mac: toHex(macOfHead(value as VaultHead, vaultKey)) });
  const one = (name: string, bytes: Uint8Array, expect: string) => ({ name, file: bytesToBase64(bytes), expect });
  const other = (name: string, changes: object, expect = 'damaged') => one(name, text(sealed({ ...head, ...changes })), expect);
  const without = (key: keyof VaultHead) => one(`without ${key}`, text(Object.fromEntries(Object.entries(sealed(head)).filter(([name]) => name !== key))), 'damaged');
  const whole = sealHead(head, vaultKey);
  const json = JSON.parse(bytesToText(whole) ?? '') as Record<string, unknown>;
  const device_ = (changes: object) => ({ device: { ...head.device, ...changes } });
  const slots = (...changes: readonly object[]) => ({ slots: changes.map((change) => ({ ...slot, ...change })) });
  writeVectors('heads.json', {
    about: 'docs/spec/vault.md sections 3 and 4: vault.json. See README.md.', vaultId, vaultKey: toHex(vaultKey),
    cases: [
      one('as written', whole, 'ok'), one('on one line', textToBytes(JSON.stringify(json)), 'ok'), one('keys in another order', text(Object.fromEntries(Object.entries(json).toReversed())), 'ok'), one('a name with letters of three scripts', sealHead({ ...head, name: 'Æø Ω 消防 "\\' }, vaultKey), 'ok'),
      one('16 slots', sealHead({ ...head, slots: Array.from({ length: 16 }, (_, index) => ({ ...slot, name: `0000000${index.toString(16)}-recovery` })) }, vaultKey), 'ok'), one('a name of 200 characters', sealHead({ ...head, name: 'n'.repeat(200) }, vaultKey), 'ok'),
      one('no bytes', new Uint8Array(0), 'damaged'), one('text that is no JSON', textToBytes('{"format":'), 'damaged'), one('bytes that are no UTF-8', Uint8Array.of(0xff, 0xfe), 'damaged'), one('JSON above 64 KiB', textToBytes(`${bytesToText(whole) ?? ''}${' '.repeat(65_536)}`), 'damaged'),
      one('a number', textToBytes('7'), 'not-a-vault'), one('an array', textToBytes('[]'), 'not-a-vault'), one('an empty object', textToBytes('{}'), 'not-a-vault'), one('another format', text({ ...json, format: 'vault' }), 'not-a-vault'), one('without version', text({ ...json, version: undefined }), 'not-a-vault'),
      one('version 2', text({ ...json, version: 2 }), 'newer-version'), one('version 2 of another form', text({ format: 'holdfast-vault', version: 2 }), 'newer-version'), one('version 0', text({ ...json, version: 0 }), 'newer-version'),
      without('vaultId'), without('name'), without('createdAt'), without('generation'), without('workspace'), one('without device', text({ ...json, device: undefined }), 'damaged'), one('without slots', text({ ...json, slots: undefined }), 'damaged'), one('without mac', text({ ...json, mac: undefined }), 'damaged'),
      other('an additional key', { note: 'x' }), other('a vault id in upper case', { vaultId: vaultId.toUpperCase() }), other('an empty name', { name: '' }), other('a name of 201 characters', { name: 'n'.repeat(201) }), other('generation 0', { generation: 0 }), other('a negative time', { createdAt: -1 }),
      other('a log id of 31 digits', { workspace: head.workspace.slice(1) }), other('no slots', { slots: [] }), other('17 slots', slots(...Array.from({ length: 17 }, () => ({})))), other('a slot name of another type', slots({ name: '0a1b2c3d-escrow' })), other('a slot name that leads out of the folder', slots({ name: '../../x-recovery' })),
      other('a slot of an unknown type', slots({ type: 'hardware', name: '0a1b2c3d-hardware' })), other('a recipient that is no age recipient', slots({ recipient: 'age1' })), other('an additional key of a slot', slots({ hint: 'dog' })), other('a prefix in lower case', device_({ prefix: 'k7' })),
      other('sealed secrets that are no base64', device_({ sealedSecrets: '!!' })), other('sealed secrets one byte short', device_({ sealedSecrets: bytesToBase64(new Uint8Array(103)) })), other('sealed secrets with a changed bit', device_({ sealedSecrets: bytesToBase64(withBit(sealDevice(device, vaultKey, vaultId, systemRandom), 50)) })),
      other('a signing key that the secrets do not give', device_({ ed25519: toHex(another.ed25519) })), other('an encryption key that the secrets do not give', device_({ x25519: toHex(another.x25519) })), other('the secrets of another device', device_({ sealedSecrets: bytesToBase64(sealDevice(another, vaultKey, vaultId, systemRandom)) })),
      one('another name under the old mac', text({ ...json, name: 'Site Bergen' }), 'damaged'), one('a slot less under the old mac', text({ ...json, slots: head.slots.slice(1) }), 'damaged'), one('slots in another order under the old mac', text({ ...json, slots: head.slots.toReversed() }), 'damaged'),
      one('an older generation under the old mac', text({ ...json, generation: 2 }), 'damaged'), one('another workspace under the old mac', text({ ...json, workspace: toHex(random(16)) }), 'damaged'), one('a mac of another key', sealHead(head, createVaultKey(random)), 'damaged'), one('a mac of zeros', text({ ...json, mac: '00'.repeat(32) }), 'damaged'),
      one('a mac of 63 digits', text({ ...json, mac: String(json['mac']).slice(1) }), 'damaged'), one('a mac in upper case', text({ ...json, mac: String(json['mac']).toUpperCase() }), 'damaged'),
    ],
  });
}
