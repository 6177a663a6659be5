import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { hexToBytes, type Failure, type Result, type UnixMs } from '#base';
import { describeCertificate } from './describeCertificate.ts';
import { encodeTimeStampRequest } from './request.ts';
import { createAuthority, TIME_STAMPING, type AuthorityOptions, type LocalAuthority } from './testing/authority.ts';
import { readReply } from './token.ts';
import { verifyTimeStamp, type HeldStamp, type TokenFailure } from './verify.ts';

const slow = process.env['SLOW'] === '1';
const made: LocalAuthority[] = [];
const authority = (options?: AuthorityOptions) => {
  const one = createAuthority(options);
  made.push(one);
  return one;
};
afterAll(() => made.forEach((one) => one.remove()));

const hash = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());
const imprint = hash('a statement');
const nonce = '1122334455667788';
const expected = [{ imprint: hash('another statement'), nonces: [nonce] }, { imprint, nonces: ['0000000000000001', nonce] }];
const bytesOf = (hex: string) => hexToBytes(hex) ?? new Uint8Array(0);
const request = encodeTimeStampRequest(imprint, bytesOf(nonce));
const kindOf = (result: Result<HeldStamp, Failure<TokenFailure>>) => (result.ok ? 'holds' : result.error.kind);
const tokenOf = (reply: Uint8Array) => {
  const reading = readReply(reply);
  if (reading.found !== 'token') throw new Error(reading.found);
  return reading.token;
};
const check = async (reply: Uint8Array, chosen: Uint8Array) => kindOf(await verifyTimeStamp(reply, expected, chosen));

describe('tokens of a real authority', () => {
  test.each(['rsa', 'p256', 'p384'] as const)('%s with SHA-256, 384 and 512 hold against the root and against the signing certificate, as OpenSSL finds', async (key) => {
    const local = authority({ key });
    for (const hashName of ['sha256', 'sha384', 'sha512'] as const) {
      const before = Date.now() - 1000;
      const reply = local.reply(request, { hash: hashName });
      const held = await verifyTimeStamp(reply, expected, local.root);
      expect(kindOf(held)).toBe('holds');
      expect(await check(reply, local.signing)).toBe('holds');
      expect(local.verifies(reply, request)).toBe(true);
      if (!held.ok) continue;
      expect(held.value).toMatchObject({ index: 1, accuracyMs: 1501 });
      expect(held.value.generatedAt).toBeGreaterThan(before);
      expect(held.value.generatedAt).toBeLessThan(Date.now() + 1000);
      // The token alone, as it is recorded, says the same.
      expect(await check(held.value.token, local.root)).toBe('holds');
      expect(local.verifies(held.value.token, request, true)).toBe(true);
    }
  });

  test('every ESS hash, and a root with another kind of key', async () => {
    const local = authority({ key: 'p256', caKey: 'rsa' });
    for (const essHash of ['sha1', 'sha256', 'sha512'] as const) expect(await check(local.reply(request, { essHash }), local.root)).toBe('holds');
  });

  test('a reply without certificates holds against the signing certificate only', async () => {
    const local = authority({ key: 'p256' });
    const bare = request.slice(0, -3);
    bare[1] = (bare[1] ?? 0) - 3;
    const reply = local.reply(bare);
    expect(tokenOf(reply).certificates).toEqual([]);
    expect(await check(reply, local.signing)).toBe('holds');
    expect(await check(reply, local.root)).toBe('untrusted-authority');
  });
});

describe('what does not hold', () => {
  const local = authority({ key: 'p256' });
  const good = local.reply(request);

  test('another statement, another nonce, another authority', async () => {
    expect(kindOf(await verifyTimeStamp(good, [{ imprint: hash('else'), nonces: [nonce] }], local.root))).toBe('other-imprint');
    expect(kindOf(await verifyTimeStamp(good, [], local.root))).toBe('other-imprint');
    expect(kindOf(await verifyTimeStamp(good, [{ imprint, nonces: ['1122334455667789'] }], local.root))).toBe('other-nonce');
    const other = authority({ key: 'p256' });
    expect(await check(good, other.root)).toBe('untrusted-authority');
    expect(await check(good, other.signing)).toBe('untrusted-authority');
    expect(await check(good, new Uint8Array(10))).toBe('untrusted-authority');
  });

  test('a refusal of the authority', async () => {
    expect(await check(local.reply(request, { accept: ['sha512'] }), local.root)).toBe('not-granted');
  });

  test('a certificate that was not valid then, and a root that was not', async () => {
    const past = authority({ key: 'p256', validity: ['20200101000000Z', '20210101000000Z'] });
    expect(await check(past.reply(request), past.root)).toBe('outside-validity');
    const future = authority({ key: 'p256', validity: ['20400101000000Z', '20410101000000Z'] });
    expect(await check(future.reply(request), future.root)).toBe('outside-validity');
    const old = authority({ key: 'p256', caValidity: ['20200101000000Z', '20210101000000Z'] });
    expect(await check(old.reply(request), old.root)).toBe('outside-validity');
    // Whoever chose the signing certificate itself does not ask about the root.
    expect(await check(old.reply(request), old.signing)).toBe('holds');
  });

  test.each<readonly [string, readonly string[]]>([
    ['no extended key usage', ['keyUsage=critical,digitalSignature']],
    ['an extended key usage that is not critical', ['extendedKeyUsage=timeStamping']],
    ['a second usage beside it', ['extendedKeyUsage=critical,timeStamping,codeSigning']],
    ['another usage', ['extendedKeyUsage=critical,serverAuth']],
    ['a key usage for something else', [TIME_STAMPING, 'keyUsage=critical,keyEncipherment']],
    ['a critical extension that nobody knows', [TIME_STAMPING, '1.2.3.4=critical,DER:0500']],
  ])('a certificate with %s', async (_, extensions) => {
    const unfit = authority({ key: 'p256', extensions });
    const forged = unfit.forge(tokenOf(good).info);
    expect(await check(forged, unfit.root)).toBe('untrusted-authority');
    expect(await check(forged, unfit.signing)).toBe('untrusted-authority');
    expect(unfit.verifies(forged, request, true)).toBe(false);
  });

  test('the same way of signing with a fit certificate holds, so it was the certificate', async () => {
    expect(await check(local.forge(tokenOf(good).info), local.root)).toBe('holds');
    expect(await check(local.forge(tokenOf(good).info, { withCertificates: false }), local.root)).toBe('untrusted-authority');
  });

  test.each<readonly [string, readonly string[]]>([
    ['no authority', ['keyUsage=critical,keyCertSign']],
    ['an authority that may not sign certificates', ['basicConstraints=critical,CA:true', 'keyUsage=critical,cRLSign']],
  ])('a root that is %s', async (_, caExtensions) => {
    const unfit = authority({ key: 'p256', caExtensions });
    expect(await check(unfit.forge(tokenOf(good).info), unfit.root)).toBe('untrusted-authority');
  });

  test('a changed byte anywhere is refused, or changes nothing that is said', async () => {
    const token = tokenOf(good);
    const held = await verifyTimeStamp(good, expected, local.root);
    const kinds = new Map<string, number>();
    for (let at = 0; at < good.length; at += slow ? 1 : 3) {
      for (const change of slow ? [1, 0x80, 0xff, 0x20] : [1 << (at % 8)]) {
        const changed = good.slice();
        changed[at] = (changed[at] ?? 0) ^ change;
        const result = await verifyTimeStamp(changed, expected, local.root);
        kinds.set(kindOf(result), (kinds.get(kindOf(result)) ?? 0) + 1);
        // What may change is what nobody signs: the words beside the status, and certificates that the chain does not need.
        if (result.ok && held.ok) expect({ ...result.value, token: null }).toEqual({ ...held.value, token: null });
        if (result.ok) expect(tokenOf(changed).info).toEqual(token.info);
      }
    }
    expect(kinds.get('bad-signature') ?? 0).toBeGreaterThan(20);
    expect(kinds.get('untrusted-authority') ?? 0).toBeGreaterThan(20);
    expect(kinds.get('malformed-token') ?? 0).toBeGreaterThan(20);
    // The root travels with the reply although it is the one that was chosen: its bytes do not count.
    expect(kinds.get('holds') ?? 0).toBeLessThan(local.root.length * (slow ? 4 : 1));
  });

  test('garbage, cut replies and nested lengths are malformed and cost nothing', async () => {
    const random = (seed: number, length: number) => Uint8Array.from({ length }, (_, index) => (Math.imul(seed + index, 2_654_435_761) >>> 13) & 255);
    for (const bytes of [new Uint8Array(0), Uint8Array.of(0x30, 0x80), Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff), new Uint8Array(100_000).fill(0x30), random(1, 5000), random(2, 3)]) expect(await check(bytes, local.root)).toBe('malformed-token');
    for (let length = 1; length < good.length; length += 37) expect(await check(good.subarray(0, length), local.root)).toBe('malformed-token');
    expect(await check(Uint8Array.from([...good, 0]), local.root)).toBe('malformed-token');
  });
});

describe('certificates that people choose', () => {
  const local = authority({ key: 'p256' });
  test('DER and PEM are read, with the name that people know', () => {
    for (const bytes of [local.root, local.rootPem]) expect(describeCertificate(bytes)).toMatchObject({ ok: true, value: { der: local.root, subject: 'Root, Holdfast test', validUntil: Date.UTC(2049, 11, 31, 23, 59, 59) as UnixMs } });
  });
  test('anything else is not', () => {
    for (const bytes of [new Uint8Array(0), local.root.subarray(1), local.root.subarray(0, -1), Uint8Array.from([...local.rootPem, ...local.rootPem]), local.rootPem.subarray(0, -30)]) {
      expect(describeCertificate(bytes)).toMatchObject({ ok: false, error: { kind: 'bad-certificate' } });
    }
  });
});
