import { Encrypter } from 'age-encryption';
import { encodeCbor, textToBytes, type CborValue, type VaultId } from '#base';
import { bytesToBase64, createRecoveryKey, createVaultKey, sealPassphraseSlot, sealRecipientSlot, systemRandom } from '#crypto';
import { sealValue } from '../../../src/shared/crypto/sealedValue.ts';
import { deriveVaultSubkey, vaultIdToBytes } from '../../../src/shared/crypto/vaultKey.ts';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { tag, toHex, withBit, writeVectors, zeros } from './kit.ts';

/** slots.json: docs/spec/vault.md sections 1 and 6. */
export async function generateSlots(): Promise<void> {
  const random = seededRandom(701);
  const vaultKey = createVaultKey(random);
  const vaultId = toHex(random(16)) as VaultId;
  const { identity: recoveryKey, recipient } = await createRecoveryKey();
  const stranger = await createRecoveryKey();
  const passphrase = 'Ångström ② orbit';
  const must = (slot: Awaited<ReturnType<typeof sealRecipientSlot>>): Uint8Array => {
    if (!slot.ok) throw new Error(slot.error.message);
    return slot.value;
  };
  const recovery = must(await sealRecipientSlot(vaultKey, recipient));
  const byPassphrase = await sealPassphraseSlot(vaultKey, passphrase, 16);
  const age = async (content: Uint8Array, prepare: (encrypter: Encrypter) => void) => {
    const encrypter = new Encrypter();
    prepare(encrypter);
    return encrypter.encrypt(content);
  };
  const toRecipient = (content: Uint8Array, ...to: readonly string[]) => age(content, (encrypter) => to.forEach((one) => encrypter.addRecipient(one)));
  const weak = (factor: number) => sealPassphraseSlot(vaultKey, passphrase, factor);
  const content = tag(`HOLDFAST-VAULT-KEY-1\n${bytesToBase64(vaultKey)}\n`);
  const headerEnd = (bytes: Uint8Array) => (bytesToLatin(bytes).indexOf('\n--- ') + 1) + 5 + 43 + 1;
  const line = (bytes: Uint8Array, from: string, to: string) => latinToBytes(bytesToLatin(bytes).replace(from, to));
  const R = (name: string, file: Uint8Array, expect: string) => ({ name, file: bytesToBase64(file), recoveryKey, expect });
  const P = (name: string, file: Uint8Array, expect: string, typed = passphrase) => ({ name, file: bytesToBase64(file), passphrase: typed, expect });
  const state = { v: 1, instance: random(16), generation: 2, heads: [{ log: random(16), feed: random(32), seq: 5, header: random(32) }] };
  const hostKey = deriveVaultSubkey(vaultKey, vaultId, 'host-state');
  const aad = (id: VaultId) => new Uint8Array([...textToBytes('holdfast/vault/host-state/1'), ...vaultIdToBytes(id)]);
  const host = (value: CborValue, key = hostKey, id = vaultId) => sealValue(key, aad(id), encodeCbor(value), systemRandom);
  const H = (name: string, sealed: Uint8Array, expect: string) => ({ name, sealed: bytesToBase64(sealed), expect });
  writeVectors('slots.json', {
    about: 'docs/spec/vault.md sections 1 and 6: key slots and host states. See README.md.', vaultId, vaultKey: toHex(vaultKey),
    cases: [
      R('a recovery slot', recovery, 'ok'), P('a passphrase slot', byPassphrase, 'ok'), P('a passphrase in a compatible form of Unicode', byPassphrase, 'ok', 'Ångström 2 orbit'), P('a passphrase in decomposed Unicode', byPassphrase, 'ok', passphrase.normalize('NFD')), R('two recipients, one of them ours', await toRecipient(content, stranger.recipient, recipient), 'ok'),
      P('another passphrase', byPassphrase, 'wrong-key', 'Ångström 3 orbit'), P('an empty passphrase', byPassphrase, 'wrong-key', ''), R('a slot for somebody else', must(await sealRecipientSlot(vaultKey, stranger.recipient)), 'wrong-key'), R('a passphrase slot tried with a recovery key', byPassphrase, 'damaged'), P('a recovery slot tried with a passphrase', recovery, 'damaged'),
      P('work factor 15', await weak(15), 'damaged'), P('work factor 1', await weak(1), 'damaged'), P('work factor 21, which is not derived', line(byPassphrase, ' 16\n', ' 21\n'), 'damaged'), P('work factor 63, which is not derived', line(byPassphrase, ' 16\n', ' 63\n'), 'damaged'), P('work factor 016', line(byPassphrase, ' 16\n', ' 016\n'), 'damaged'),
      R('no bytes', zeros(0), 'damaged'), R('only the first line', tag('age-encryption.org/v1\n'), 'damaged'), R('another version line', line(recovery, '/v1\n', '/v2\n'), 'damaged'), R('line ends of two characters', line(recovery, '/v1\n', '/v1\r\n'), 'damaged'), R('one bit of the header mac', withBit(recovery, headerEnd(recovery) - 10), 'damaged'),
      R('the header without its mac', recovery.subarray(0, headerEnd(recovery) - 49), 'damaged'), R('one bit of the payload nonce', withBit(recovery, headerEnd(recovery) + 3), 'damaged'), R('one bit of the payload', withBit(recovery, -20), 'damaged'), R('cut by a byte', recovery.subarray(0, -1), 'damaged'), R('a byte more', new Uint8Array([...recovery, 0]), 'damaged'),
      R('above 4,096 bytes', await toRecipient(new Uint8Array(4096), recipient), 'damaged'), R('content of 65 bytes', await toRecipient(content.subarray(0, -1), recipient), 'damaged'), R('content of another heading', await toRecipient(tag(`HOLDFAST-VAULT-KEY-2\n${bytesToBase64(vaultKey)}\n`), recipient), 'damaged'),
      R('content whose key is no base64', await toRecipient(tag(`HOLDFAST-VAULT-KEY-1\n${'!'.repeat(44)}\n`), recipient), 'damaged'), R('content whose key has 33 bytes', await toRecipient(tag(`HOLDFAST-VAULT-KEY-1\n${bytesToBase64(random(33))}\n`), recipient), 'damaged'),
      R('armoured text', tag(`-----BEGIN AGE ENCRYPTED FILE-----\n${bytesToBase64(recovery)}\n-----END AGE ENCRYPTED FILE-----\n`), 'damaged'),
    ],
    hostStates: [
      H('one head', host(state), 'ok'), H('no heads', host({ ...state, heads: [] }), 'ok'), H('one bit', withBit(host(state), 60), 'damaged'), H('one bit of the nonce', withBit(host(state), 3), 'damaged'), H('cut', host(state).subarray(0, -1), 'damaged'), H('no bytes', zeros(0), 'damaged'), H('39 bytes', zeros(39), 'damaged'),
      H('of another vault', host(state, hostKey, toHex(random(16)) as VaultId), 'damaged'), H('under another key', host(state, deriveVaultSubkey(vaultKey, vaultId, 'working-copy')), 'damaged'), H('version 2', host({ ...state, v: 2 }), 'damaged'), H('an additional key', host({ ...state, note: 1 }), 'damaged'), H('an instance of 15 bytes', host({ ...state, instance: zeros(15) }), 'damaged'),
      H('a negative generation', host({ ...state, generation: -1 }), 'damaged'), H('a head without its log', host({ ...state, heads: [{ feed: zeros(32), seq: 0, header: zeros(32) }] }), 'damaged'),
    ],
  });
}

function bytesToLatin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function latinToBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
