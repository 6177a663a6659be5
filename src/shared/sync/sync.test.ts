import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, encodeCbor, type LogId, type UnixMs } from '#base';
import { ed25519FromSeed, readyCrypto } from '#crypto';
import {
  addressText, decodeAnswer, decodeCheckpoint, decodeRequest, decodeSyncError, encodeAnswer, encodeRequest, encodeSyncError, isFingerprintOf, isLoginSigned, isSessionSigned, MAX_REQUEST_BYTES, parseAddress,
  pairingText, parsePairing, parseVerb, parseVoucherText, serverFingerprint, signCheckpoint, signLogin, signRotation, signSession, signVoucher, statusOf, syncErrorCodes, verbs, verifyCheckpoint, verifyRotation, verifyVoucher,
  voucherQrText, voucherText, type Rotation, type ServerSigner, type SessionFacts,
} from './index.ts';

beforeAll(readyCrypto);
const runs = process.env['SLOW'] === '1' ? 5_000 : 60;
const signerOf = (fill: number): ServerSigner => {
  const { publicKey, signingKey } = ed25519FromSeed(new Uint8Array(32).fill(fill));
  return { identity: publicKey, signingKey };
};
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const at = fc.nat({ max: 4_102_444_800_000 }).map((value) => value as UnixMs);
const log = bytes(16).map((value) => bytesToHex(value) as LogId);
const flipped = (whole: Uint8Array, bit: number) => {
  const copy = whole.slice();
  const index = (bit >> 3) % copy.length;
  copy[index] = (copy[index] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

describe('what a server signs', () => {
  test('a checkpoint says what was signed, for its server and log alone, and not with any bit changed', () => {
    const signer = signerOf(1);
    fc.assert(fc.property(log, fc.nat(), bytes(32), at, fc.nat({ max: 8_000 }), (id, size, root, when, bit) => {
      const made = signCheckpoint({ log: id, size, root, at: when }, signer);
      expect(verifyCheckpoint(made, { server: signer.identity, log: id })).toEqual({ ok: true, value: { server: signer.identity, log: id, size, root, at: when } });
      expect(verifyCheckpoint(made, { server: signerOf(2).identity, log: id }).ok).toBe(false);
      expect(verifyCheckpoint(made, { server: signer.identity, log: '0'.repeat(31) + 'f' as LogId }).ok).toBe(false);
      expect(decodeCheckpoint(flipped(made, bit)).ok).toBe(false);
      expect(decodeCheckpoint(made.subarray(0, made.length - 1)).ok).toBe(false);
    }), { numRuns: runs });
  });

  test('a voucher holds for its server until it expires', () => {
    const signer = signerOf(1);
    fc.assert(fc.property(bytes(16), fc.integer({ min: 1, max: 64 }), fc.option(at), at, fc.nat({ max: 8_000 }), (id, logs, expires, now, bit) => {
      const made = signVoucher({ id, logs, expires }, signer);
      expect(verifyVoucher(made, signer.identity, now).ok).toBe(expires === null || expires > now);
      expect(verifyVoucher(made, signerOf(2).identity, now).ok).toBe(false);
      expect(verifyVoucher(flipped(made, bit), signer.identity, now).ok).toBe(false);
      for (const text of [voucherText(made), voucherText(made).toLowerCase().replaceAll('-', ' '), voucherQrText(made)]) expect(parseVoucherText(text)).toEqual({ ok: true, value: made });
    }), { numRuns: runs });
    expect(verifyVoucher(signVoucher({ id: new Uint8Array(16), logs: 65, expires: null }, signer), signer.identity, 0 as UnixMs).ok).toBe(false);
  });

  test('a rotation leads on from the server that is known, and from no other', () => {
    const [old, next] = [signerOf(1), signerOf(3)];
    const pin = new Uint8Array(32).fill(4);
    const made = signRotation({ pin, nextIdentity: next.identity, nextPin: new Uint8Array(32).fill(5), at: 9 as UnixMs }, old);
    expect(verifyRotation(made, { identity: old.identity, pin })).toMatchObject({ ok: true, value: { nextIdentity: next.identity, at: 9 } });
    expect(verifyRotation(made, { identity: next.identity, pin }).ok).toBe(false);
    expect(verifyRotation(made, { identity: old.identity, pin: new Uint8Array(32) }).ok).toBe(false);
    for (let bit = 0; bit < made.length * 8; bit += 7) expect(verifyRotation(flipped(made, bit), { identity: old.identity, pin }).ok).toBe(false);
  });

  test('a rotation is refused with its reason: not signed, of another server, carried out before, back to old keys, older', () => {
    const [first, second, third, other] = [signerOf(1), signerOf(2), signerOf(3), signerOf(4)];
    const pins = [1, 2, 3].map((value) => new Uint8Array(32).fill(value)) as [Uint8Array, Uint8Array, Uint8Array];
    const [atFirst, atSecond] = [{ identity: first.identity, pin: pins[0] }, { identity: second.identity, pin: pins[1] }];
    const one = signRotation({ pin: pins[0], nextIdentity: second.identity, nextPin: pins[1], at: 10 as UnixMs }, first);
    const led = verifyRotation(one, atFirst);
    if (!led.ok) throw new Error(led.error.message);
    const history = [led.value];
    const why = (bytes: Uint8Array, known = atSecond, before: readonly Rotation[] = history) => {
      const read = verifyRotation(bytes, known, before);
      return read.ok ? 'ok' : read.error.refusal;
    };
    const next = { pin: pins[1], nextIdentity: third.identity, nextPin: pins[2], at: 11 as UnixMs };
    const forged = signRotation(next, second).slice();
    forged.set(signRotation(next, { ...other, identity: second.identity }).slice(-64), forged.length - 64);
    expect(why(signRotation(next, second))).toBe('ok');
    expect(why(forged)).toBe('not-signed');
    expect(why(new Uint8Array(200))).toBe('malformed');
    expect(why(new Uint8Array(5_000))).toBe('malformed');
    expect(why(signRotation(next, other))).toBe('other-server');
    expect(why(signRotation({ ...next, pin: pins[0] }, second))).toBe('other-server');
    expect(why(one)).toBe('replayed');
    expect(why(signRotation({ ...next, at: 10 as UnixMs }, second))).toBe('replayed');
    expect(why(signRotation({ ...next, nextIdentity: first.identity, nextPin: pins[0] }, second))).toBe('rolled-back');
    expect(why(signRotation({ ...next, nextIdentity: second.identity, nextPin: pins[1] }, second))).toBe('rolled-back');
    // One key alone may stay.
    expect(why(signRotation({ ...next, nextIdentity: second.identity }, second))).toBe('ok');
    expect(why(one, atFirst, [])).toBe('ok');
  });

  test('what one kind of thing is signed for does not hold for another', () => {
    const signer = signerOf(1);
    const checkpoint = signCheckpoint({ log: '0'.repeat(32) as LogId, size: 1, root: new Uint8Array(32), at: 1 as UnixMs }, signer);
    expect(verifyRotation(checkpoint, { identity: signer.identity, pin: new Uint8Array(32) }).ok).toBe(false);
    expect(verifyVoucher(checkpoint.slice(8), signer.identity, 0 as UnixMs).ok).toBe(false);
  });
});

describe('a session', () => {
  const facts: SessionFacts = { clientNonce: new Uint8Array(32).fill(1), serverNonce: new Uint8Array(32).fill(2), binding: new Uint8Array(32).fill(3) };
  const pin = new Uint8Array(32).fill(4);

  test('holds for these nonces, this connection, this certificate and this identity alone', () => {
    const signer = signerOf(1);
    const signature = signSession(facts, pin, signer);
    expect(isSessionSigned(facts, pin, signer.identity, signature)).toBe(true);
    for (const name of ['clientNonce', 'serverNonce', 'binding'] as const) expect(isSessionSigned({ ...facts, [name]: new Uint8Array(32) }, pin, signer.identity, signature)).toBe(false);
    expect(isSessionSigned(facts, new Uint8Array(32), signer.identity, signature)).toBe(false);
    expect(isSessionSigned(facts, pin, signerOf(2).identity, signature)).toBe(false);
  });

  test('a login holds for this device at this server, and bytes cannot move from one part to the next', () => {
    const { identity } = signerOf(1);
    const { publicKey, signingKey } = ed25519FromSeed(new Uint8Array(32).fill(9));
    const signature = signLogin(facts, identity, { ed25519: publicKey, signingKey });
    expect(isLoginSigned(facts, identity, publicKey, signature)).toBe(true);
    expect(isLoginSigned({ ...facts, binding: new Uint8Array(32) }, identity, publicKey, signature)).toBe(false);
    expect(isLoginSigned(facts, signerOf(2).identity, publicKey, signature)).toBe(false);
    expect(isLoginSigned({ ...facts, clientNonce: new Uint8Array(31).fill(1), serverNonce: Uint8Array.of(1, ...facts.serverNonce) }, identity, publicKey, signature)).toBe(false);
    expect(isSessionSigned(facts, identity, publicKey, signature)).toBe(false);
  });
});

describe('address, fingerprint and code of a server', () => {
  test.each(['console.example:8443', '10.0.0.1:1', '[fe80::1]:65535', '[fe80::1%eth0]:22', 'a'])('%s is an address', (text) => {
    const address = parseAddress(text);
    expect(address.ok && addressText(address.value).startsWith(text)).toBe(true);
  });

  test.each(['', ':1', 'host:0', 'host:65536', 'fe80::1:22', '[fe80::1', 'a b:1', 'host:1:2', 'user@host:1', 'host/path:1', '[host]:1', '-a:1', 'host:-1', `${'a'.repeat(300)}:1`])('%s is none', (text) => {
    expect(parseAddress(text)).toMatchObject({ ok: false, error: { kind: 'bad-address' } });
  });

  test('the code comes back as it was made, and a changed one is refused', () => {
    const hosts = fc.constantFrom('console.example', '10.1.2.3', 'fe80::1', '2001:db8::a:1');
    fc.assert(fc.property(hosts, fc.integer({ min: 1, max: 65_535 }), bytes(32), bytes(32), (host, port, pin, identity) => {
      const text = pairingText({ address: { host, port }, pin, identity });
      expect(parsePairing(text)).toEqual({ ok: true, value: { address: { host, port }, pin, identity } });
      expect(parsePairing(text.toLowerCase()).ok).toBe(true);
      for (const wrong of [text.slice(1), text.slice(0, -1), `${text}:`, `${text}00`]) expect(parsePairing(wrong).ok).toBe(false);
      expect(isFingerprintOf(serverFingerprint(identity, pin).toUpperCase().replaceAll(' ', '-'), identity, pin)).toBe(true);
      expect(isFingerprintOf(serverFingerprint(pin, identity), identity, pin)).toBe(false);
    }), { numRuns: runs });
    expect(serverFingerprint(new Uint8Array(32), new Uint8Array(32))).toMatch(/^([0-9a-f]{4} ){4}[0-9a-f]{4}$/);
  });

  test.each(['', '1', 'AA', 'AAAAAAAB!', 'HFV1:0', 'HFV1:', 'A'.repeat(5_000)])('the text %s is no voucher', (text) => {
    const read = parseVoucherText(text);
    expect(read.ok ? bytesToHex(read.value) : read.error.kind).toBe(text === 'AA' ? '00' : 'bad-voucher');
  });
});

describe('messages', () => {
  test('a push comes back as it was sent', () => {
    fc.assert(fc.property(bytes(16), fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 20 }), (id, frames) => {
      expect(decodeRequest('push', encodeRequest('push', { log: id, frames }))).toEqual({ ok: true, value: { log: id, frames } });
    }), { numRuns: runs });
  });

  test('answers come back as they were sent', () => {
    fc.assert(fc.property(fc.nat(), fc.array(fc.oneof(bytes(32), fc.uint8Array({ minLength: 80, maxLength: 300 }))), fc.uint8Array({ minLength: 1, maxLength: 300 }), (from, items, checkpoint) => {
      expect(decodeAnswer('pull', encodeAnswer('pull', { from, items, checkpoint }))).toEqual({ ok: true, value: { from, items, checkpoint } });
    }), { numRuns: runs });
    expect(decodeAnswer('blob.have', encodeAnswer('blob.have', { bytes: [null, 0, 7] }))).toEqual({ ok: true, value: { bytes: [null, 0, 7] } });
  });

  test('errors come back as they were sent, each with a status', () => {
    for (const code of syncErrorCodes) {
      expect(statusOf(code)).toBeGreaterThanOrEqual(400);
      const error = { error: code, message: 'no', retryAfterMs: 5, head: { feed: new Uint8Array(32), size: 3, header: null }, class: 'broken-chain', what: 'feeds' as const, stored: 1, known: 2 };
      expect(decodeSyncError(encodeSyncError(error))).toEqual({ ok: true, value: error });
      expect(decodeSyncError(encodeSyncError({ error: code, message: '' })).ok).toBe(true);
    }
    expect(decodeSyncError(encodeCbor({ error: 'teapot', message: 'no' })).ok).toBe(false);
    expect(decodeSyncError(encodeCbor({ error: 'quota', message: 'no', more: 1 })).ok).toBe(false);
  });

  test('a form that is not exactly that of the verb is refused', () => {
    for (const verb of verbs) {
      expect(parseVerb(verb)).toBe(verb);
      expect(decodeRequest(verb, encodeCbor({ more: 1 }))).toMatchObject({ ok: false, error: { kind: 'bad-request' } });
      expect(decodeRequest(verb, new Uint8Array(MAX_REQUEST_BYTES + 1))).toMatchObject({ ok: false, error: { kind: 'too-large' } });
      expect(decodeAnswer(verb, encodeCbor([])).ok).toBe(false);
    }
    for (const name of ['toString', '__proto__', 'constructor', 'delete', '']) expect(parseVerb(name)).toBeNull();
  });

  test('a message full of wrong members costs no more than a right one', () => {
    const wrong = encodeCbor({ log: new Uint8Array(16), frames: Array.from({ length: 600_000 }, () => 'x') });
    const before = process.cpuUsage();
    expect(decodeRequest('push', wrong).ok).toBe(false);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1_500);
  });

  test('limits hold: frames of a push, one long frame alone, size of a blob', () => {
    const push = (frames: readonly Uint8Array[]) => decodeRequest('push', encodeCbor({ log: new Uint8Array(16), frames })).ok;
    expect(push([])).toBe(false);
    expect(push(Array.from({ length: 256 }, () => new Uint8Array(80)))).toBe(true);
    expect(push(Array.from({ length: 257 }, () => new Uint8Array(80)))).toBe(false);
    expect(push([new Uint8Array(1_052_752)])).toBe(true);
    expect(push([new Uint8Array(1_052_753)])).toBe(false);
    expect(push([new Uint8Array(1_048_000), new Uint8Array(577)])).toBe(false);
    expect(() => encodeRequest('blob.have', { log: new Uint8Array(16), blobs: [] })).toThrow('form of its verb');
  });
});
