// Vectors of docs/spec/sync.md.
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, hexToBytes, parseLogId, type LogId, type UnixMs } from '#base';
import { readyCrypto } from '#crypto';
import { decodeRequest, encodeRequest, isLoginSigned, isSessionSigned, pairingText, parsePairing, parseVoucherText, serverFingerprint, verifyCheckpoint, verifyRotation, verifyVoucher } from '#sync';
import { loadVectors } from './loadVectors.ts';

beforeAll(readyCrypto);
const vectors = loadVectors('sync.json');
const hex = (text: string | undefined) => hexToBytes(text ?? '') ?? new Uint8Array(0);
const outcome = (result: { readonly ok: boolean; readonly error?: { readonly kind: string } }) => (result.ok ? 'ok' : result.error?.kind);

describe('sync', () => {
  test.each(vectors.signed)('$name: $expect', ({ kind, hex: text, server, log, now, pin, expect: expected, size }) => {
    if (kind === 'checkpoint') {
      const read = verifyCheckpoint(hex(text), { server: hex(server), log: parseLogId(log ?? '') ?? ('' as LogId) });
      expect([outcome(read), read.ok ? read.value.size : undefined]).toEqual([expected, size]);
    } else if (kind === 'voucher') expect(outcome(verifyVoucher(hex(text), hex(server), (now ?? 0) as UnixMs))).toBe(expected);
    else expect(outcome(verifyRotation(hex(text), { identity: hex(server), pin: hex(pin) }))).toBe(expected);
  });
  test.each(vectors.sessions)('$name $expect', ({ clientNonce, serverNonce, binding, identity, pin, device, signature, expect: expected }) => {
    const facts = { clientNonce: hex(clientNonce), serverNonce: hex(serverNonce), binding: hex(binding) };
    const holds = pin === undefined ? isLoginSigned(facts, hex(identity), hex(device), hex(signature)) : isSessionSigned(facts, hex(pin), hex(identity), hex(signature));
    expect(holds).toBe(expected === 'holds');
  });
  test.each(vectors.fingerprints)('fingerprint of $name', ({ identity, pin, fingerprint }) => expect(serverFingerprint(hex(identity), hex(pin))).toBe(fingerprint));
  test.each(vectors.pairings)('code, $name: $expect', ({ text, expect: expected, host, port, pin, identity }) => {
    const read = parsePairing(text);
    expect(outcome(read)).toBe(expected);
    if (read.ok) expect([read.value.address.host, read.value.address.port, bytesToHex(read.value.pin), bytesToHex(read.value.identity), pairingText(read.value)]).toEqual([host, port, pin, identity, text.trim().toUpperCase()]);
  });
  test.each(vectors.voucherTexts)('voucher of $name: $expect', ({ text, expect: expected, hex: bytes }) => {
    const read = parseVoucherText(text);
    expect([outcome(read), read.ok ? bytesToHex(read.value) : undefined]).toEqual([expected, bytes]);
  });
  test.each(vectors.requests)('$name: $expect', ({ verb, hex: text, expect: expected }) => {
    const read = decodeRequest(verb, hex(text));
    expect(outcome(read)).toBe(expected);
    if (read.ok) expect(bytesToHex(encodeRequest(verb, read.value))).toBe(text);
  });
});
