// Parsers of sync: messages and errors of every verb, checkpoints, vouchers, rotations, codes that people scan or type. A server meets them before it knows who speaks.
import { beforeAll, expect, test } from 'vitest';
import { encodeCbor, equalBytes, type CborValue, type LogId, type UnixMs } from '#base';
import { ed25519FromSeed, readyCrypto } from '#crypto';
import {
  decodeAnswer, decodeCheckpoint, decodeRequest, decodeSyncError, encodeAnswer, encodeRequest, encodeSyncError, pairingText, parseAddress, parsePairing, parseVoucherText, signCheckpoint, signRotation, signVoucher, verbs,
  verifyRotation, verifyVoucher, voucherQrText, voucherText,
} from '#sync';
import { loadVectors } from '../vectors/loadVectors.ts';
import { fromHex } from './corpus.ts';
import { fuzzBytes, fuzzText } from './drive.ts';
import type { Dice } from './mutate.ts';

beforeAll(readyCrypto);
const vectors = loadVectors('sync.json');
const declared = (result: { readonly ok: boolean; readonly error?: { readonly kind: string } }, ...kinds: readonly string[]) => {
  if (!result.ok && !kinds.includes(result.error?.kind ?? '')) throw new Error(`an undeclared failure: ${result.error?.kind}`);
};
const same = (left: Uint8Array, right: Uint8Array, what: string) => {
  if (!equalBytes(left, right)) throw new Error(`${what} does not give the same bytes`);
};
const names = ['log', 'frames', 'versions', 'nonce', 'from', 'have', 'feed', 'size', 'maxBytes', 'blob', 'blobs', 'bytes', 'voucher', 'genesis', 'request', 'invitation', 'device', 'signature', '__proto__', 'constructor'];

function buildValue(dice: Dice, depth: number): CborValue {
  switch (dice.below(depth > 2 ? 4 : 6)) {
    case 0: return dice.pick([0, 1, 23, 256, 1_048_577, 8_388_608, 269_484_033, Number.MAX_SAFE_INTEGER, -1]);
    case 1: return new Uint8Array(dice.pick([0, 1, 16, 31, 32, 33, 64, 90, 1_000]));
    case 2: return dice.pick<CborValue>([null, true, 'x', '', 'incident']);
    case 3: return new Uint8Array(dice.pick([16, 32, 32, 64]));
    case 4: return Array.from({ length: dice.pick(depth === 0 ? [0, 1, 2, 17, 300] : [0, 1, 2]) }, () => buildValue(dice, depth + 1));
    default: return Object.fromEntries(Array.from({ length: dice.below(5) }, () => [dice.pick(names), buildValue(dice, depth + 1)]));
  }
}

test('messages of every verb, and errors', async () => {
  const cases = await fuzzBytes({
    name: 'sync messages', corpus: vectors.requests.map(({ hex }) => fromHex(hex)), short: 3_000, long: 1_000_000,
    build: (dice) => encodeCbor(Object.fromEntries(Array.from({ length: 1 + dice.below(5) }, () => [dice.pick(names), buildValue(dice, 0)]))),
    run: (bytes) => {
      for (const verb of verbs) {
        const request = decodeRequest(verb, bytes);
        declared(request, 'bad-request', 'too-large');
        if (request.ok) same(encodeRequest(verb, request.value), bytes, `a request of ${verb}`);
        const answer = decodeAnswer(verb, bytes);
        declared(answer, 'bad-answer');
        if (answer.ok) same(encodeAnswer(verb, answer.value), bytes, `an answer of ${verb}`);
      }
      const error = decodeSyncError(bytes);
      declared(error, 'bad-answer');
      if (error.ok) same(encodeSyncError(error.value), bytes, 'an error');
    },
  });
  expect(cases).toBeGreaterThan(3_000);
});

test('checkpoints, vouchers, rotations: nothing that was changed holds', async () => {
  const { publicKey, signingKey } = ed25519FromSeed(new Uint8Array(32).fill(1));
  const signer = { identity: publicKey, signingKey };
  const pin = new Uint8Array(32);
  const originals = [
    signCheckpoint({ log: '0'.repeat(32) as LogId, size: 5, root: pin, at: 1 as UnixMs }, signer), signVoucher({ id: new Uint8Array(16), logs: 2, expires: null }, signer),
    signRotation({ pin, nextIdentity: pin, nextPin: pin, at: 1 as UnixMs }, signer),
  ];
  await fuzzBytes({
    name: 'signed by a server', corpus: originals, short: 3_000, long: 500_000,
    run: (bytes) => {
      const [checkpoint, voucher, rotation] = [decodeCheckpoint(bytes), verifyVoucher(bytes, publicKey, 0 as UnixMs), verifyRotation(bytes, { identity: publicKey, pin })];
      declared(checkpoint, 'bad-checkpoint');
      declared(voucher, 'bad-voucher');
      declared(rotation, 'bad-rotation');
      const holds = [checkpoint.ok && equalBytes(checkpoint.value.server, publicKey), voucher.ok, rotation.ok];
      for (const [index, held] of holds.entries()) if (held && !equalBytes(bytes, originals[index] ?? bytes)) throw new Error('something changed holds');
    },
  });
  expect(originals.length).toBe(3);
});

test('codes and addresses', async () => {
  const corpus = [...vectors.pairings.map(({ text }) => text), ...vectors.voucherTexts.map(({ text }) => text), 'console.example:8443', '[fe80::1%eth0]:1'];
  const cases = await fuzzText({
    name: 'codes of a server', corpus, short: 4_000, long: 1_000_000,
    run: (text) => {
      const [pairing, voucher, address] = [parsePairing(text), parseVoucherText(text), parseAddress(text)];
      declared(pairing, 'bad-pairing');
      declared(voucher, 'bad-voucher');
      declared(address, 'bad-address');
      if (pairing.ok && !parsePairing(pairingText(pairing.value)).ok) throw new Error('a code does not come back');
      if (!voucher.ok) return;
      for (const shown of [voucherText(voucher.value), voucherQrText(voucher.value)]) {
        const again = parseVoucherText(shown);
        if (!again.ok || !equalBytes(again.value, voucher.value)) throw new Error('a voucher does not come back');
      }
    },
  });
  expect(cases).toBeGreaterThan(4_000);
});
