import { createHash, createPublicKey, verify as verifyNatively } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { bytesToHex, concatBytes, hexToBytes } from '#base';
import { ed25519FromSeed, ed25519IsProperKey, ed25519Multiply, ed25519Sign, ed25519Verify, readyCrypto } from '../primitives.ts';
import { createBulkVerifier } from './bulkVerify.ts';
import { createPointTables } from './pointTables.ts';

beforeAll(readyCrypto);
function seededRandom(seed: number): (length: number) => Uint8Array {
  let count = 0;
  return (length) => {
    count += 1;
    return new Uint8Array(createHash('shake256', { outputLength: Math.max(1, length) }).update(`${seed}/${count}`).digest()).subarray(0, length);
  };
}
const hex = (text: string) => hexToBytes(text) ?? new Uint8Array(0);
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const toNumber = (value: Uint8Array) => value.reduceRight((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
const toBytes = (value: bigint) => Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 255n));
const rounds = process.env['SLOW'] === '1' ? 1000 : 24;

// The encodings of points of small order, canonical and not.
const small = [
  `01${'00'.repeat(31)}`, `ec${'ff'.repeat(30)}7f`, `${'00'.repeat(32)}`, `${'00'.repeat(31)}80`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  `ed${'ff'.repeat(30)}7f`, `ee${'ff'.repeat(30)}7f`, `ed${'ff'.repeat(31)}`, `ee${'ff'.repeat(31)}`, `01${'00'.repeat(30)}80`, `ec${'ff'.repeat(31)}`,
].map(hex);

/** A verifier that has learnt a key, told by its own signatures. */
function learnt(seed: Uint8Array) {
  const pair = ed25519FromSeed(seed);
  const verifier = createBulkVerifier(1);
  const message = hex('00');
  expect(verifier.verify(ed25519Sign(message, pair.signingKey), message, pair.publicKey)).toBe(true);
  return { ...pair, verifier };
}

test('a learnt key answers as the library does, for good signatures and for every kind of change', () => {
  const random = seededRandom(7);
  for (let round = 0; round < rounds; round += 1) {
    const { publicKey, signingKey, verifier } = learnt(random(32));
    const message = random(round);
    const signature = ed25519Sign(message, signingKey);
    expect(verifier.verify(signature, message, publicKey)).toBe(true);
    for (const bit of [0, 7, 255, 256, 300, 505, 509, 511]) {
      const changed = signature.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifier.verify(changed, message, publicKey)).toBe(false);
    }
    expect(verifier.verify(signature, concatBytes(message, hex('00')), publicKey)).toBe(false);
    expect(verifier.verify(signature, message, ed25519FromSeed(random(32)).publicKey)).toBe(false);
    expect(verifier.verify(signature.subarray(1), message, publicKey)).toBe(false);
  }
});

test('S above the order is refused, as are points of small order as R or as key', () => {
  const { publicKey, signingKey, verifier } = learnt(seededRandom(8)(32));
  const message = hex('616263');
  const signature = ed25519Sign(message, signingKey);
  for (const times of [1n, 2n, 7n]) {
    const larger = concatBytes(signature.subarray(0, 32), toBytes(toNumber(signature.subarray(32)) + times * ORDER));
    expect(verifier.verify(larger, message, publicKey)).toBe(false);
  }
  for (const point of small) {
    expect(verifier.verify(concatBytes(point, signature.subarray(32)), message, publicKey)).toBe(false);
    expect(createBulkVerifier(1).verify(concatBytes(point, new Uint8Array(32)), message, point)).toBe(false);
    expect(ed25519IsProperKey(point)).toBe(false);
  }
});

test('keys outside the prime-order subgroup are never learnt: the library alone answers', () => {
  // A proper key plus a point of order 8 (speccheck vectors 4 and 5 have such keys).
  const mixed = hex('cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d');
  expect(ed25519IsProperKey(mixed)).toBe(false);
  const vectors = [
    ['e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c', '160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09'],
    ['e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c', '21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405'],
  ] as const;
  for (const [message, signature] of vectors) {
    const verifier = createBulkVerifier(1);
    for (let time = 0; time < 3; time += 1) expect(verifier.verify(hex(signature), hex(message), mixed)).toBe(ed25519Verify(hex(signature), hex(message), mixed));
  }
});

test('what it accepts, a strict implementation without cofactor accepts too', () => {
  const random = seededRandom(9);
  const { publicKey, signingKey, verifier } = learnt(random(32));
  const key = createPublicKey({ key: Buffer.concat([hex('302a300506032b6570032100'), publicKey]), format: 'der', type: 'spki' });
  for (let round = 0; round < rounds; round += 1) {
    const message = random(100);
    const signature = ed25519Sign(message, signingKey);
    if (round % 2 === 1) signature[round % 64] = (signature[round % 64] ?? 0) ^ 1;
    expect(verifier.verify(signature, message, publicKey)).toBe(verifyNatively(null, message, key, signature));
  }
});

test('more keys than there are tables are all answered', () => {
  const verifier = createBulkVerifier(2);
  const random = seededRandom(10);
  for (const { publicKey, signingKey } of Array.from({ length: 35 }, () => ed25519FromSeed(random(32)))) {
    const message = random(20);
    const signature = ed25519Sign(message, signingKey);
    for (let time = 0; time < 4; time += 1) expect(verifier.verify(signature, message, publicKey)).toBe(true);
    expect(verifier.verify(signature, random(20), publicKey)).toBe(false);
  }
});

test('tables give the products of the library, and sums of them', () => {
  const tables = createPointTables(2);
  const random = seededRandom(11);
  const base = tables.add(hex(`58${'66'.repeat(31)}`)) ?? -1;
  const { publicKey } = ed25519FromSeed(random(32));
  const table = tables.add(publicKey) ?? -1;
  expect(tables.add(publicKey)).toBeNull();
  for (let round = 0; round < rounds; round += 1) {
    const scalar = toBytes(toNumber(random(32)) % ORDER);
    expect(tables.sums([[{ table, scalar, negative: false }], [{ table: base, scalar, negative: false }, { table: base, scalar, negative: true }]]).map(bytesToHex)).toEqual([bytesToHex(ed25519Multiply(scalar, publicKey)), `01${'00'.repeat(31)}`]);
  }
});

test.each([0, 1, 126, 127, 128, 260])('%s sums at a time are the same as one by one', (count) => {
  const tables = createPointTables(1);
  const random = seededRandom(12);
  const table = tables.add(hex(`58${'66'.repeat(31)}`)) ?? -1;
  const sums = Array.from({ length: count }, () => [{ table, scalar: toBytes(toNumber(random(32)) % ORDER), negative: random(1)[0] === 0 }]);
  expect(tables.sums(sums).map(bytesToHex)).toEqual(sums.map((sum) => bytesToHex(tables.sums([sum])[0] ?? hex(''))));
});

test('of many at a time each is answered for itself, wherever the bad ones stand', () => {
  const random = seededRandom(13);
  const learned = learnt(random(32));
  const other = ed25519FromSeed(random(32));
  const good = Array.from({ length: 300 }, (_, index) => {
    const message = random(40 + (index % 90));
    const pair = index % 7 === 3 ? other : learned;
    return { message, publicKey: pair.publicKey, signature: ed25519Sign(message, pair.signingKey) };
  });
  expect(learned.verifier.verifyAll(good)).toEqual(good.map(() => true));
  const changes = [0, 1, 63, 126, 127, 128, 253, 254, 255, 299];
  const signed = good.map((one, index) => (changes.includes(index) ? { ...one, signature: one.signature.map((value, at) => (at === index % 64 ? value ^ 4 : value)) } : one));
  signed[200] = { ...signed[200] ?? good[0] as never, signature: hex('00'.repeat(64)) };
  signed[201] = { ...signed[201] ?? good[0] as never, signature: hex('00') };
  signed[202] = { ...signed[202] ?? good[0] as never, publicKey: hex('01'.repeat(31)) };
  for (const verifier of [learned.verifier, createBulkVerifier(1), createBulkVerifier(50)]) {
    const answers = verifier.verifyAll(signed);
    expect(answers).toEqual(signed.map(({ signature, message, publicKey }) => ed25519Verify(signature, message, publicKey)));
    expect(answers.flatMap((answer, index) => (answer ? [] : [index]))).toEqual([...changes.slice(0, 6), 200, 201, 202, ...changes.slice(6)]);
  }
});

test('what encodes no point gets no table', () => {
  const tables = createPointTables(1);
  expect(tables.add(hex(`02${'00'.repeat(31)}`))).toBeNull();
  expect(tables.add(hex(`ee${'ff'.repeat(30)}7f`))).toBeNull();
  expect(tables.add(hex(`58${'66'.repeat(31)}`))).toBe(0);
});
