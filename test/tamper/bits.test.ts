// One bit at a time: vault.json, key slots, frame header, signature, lengths, checksum, and a frame of 64 KiB byte by byte. Nothing opens, and the class is the specified one.
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToText, uint32ToBytes, type LogId } from '#base';
import { openHead, openSlot, parseHead, readyCrypto, sealPassphraseSlot, createVaultKey, systemRandom, type VaultKey } from '#crypto';
import { crc32, createLogReader, decodeFrame, type LogReader } from '#log';
import { createWriter, noteBytes, type TestWriter } from '../../src/shared/log/testing/writer.ts';
import { loadVectors } from '../vectors/loadVectors.ts';
import { checkWithOpenssl } from '../vectors/opensslCheck.ts';

const slow = process.env['SLOW'] === '1';
beforeAll(readyCrypto);

/** The bytes with one bit turned. */
function turned(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}
function withRightCrc(frame: Uint8Array): Uint8Array {
  const copy = new Uint8Array(frame);
  copy.set(uint32ToBytes(crc32(copy.subarray(0, -4))), copy.length - 4);
  return copy;
}

/** Framing, signature and body hash by OpenSSL; a header that a general decoder reads differently makes it throw. */
function isGood(frame: Uint8Array): boolean {
  try {
    return checkWithOpenssl(frame) !== null;
  } catch {
    return false;
  }
}

describe('vault.json', () => {
  test('every bit: damaged, or said to be newer or none of ours; never another vault', () => {
    const { vaultKey, cases } = loadVectors('heads.json');
    const whole = Buffer.from(cases.find(({ name }) => name === 'as written')?.file ?? '', 'base64');
    const key = Buffer.from(vaultKey, 'hex') as Uint8Array as VaultKey;
    const classes = new Map<string, number>();
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const bytes = turned(whole, bit);
      const parsed = parseHead(bytes);
      const opened = parsed.ok ? openHead(parsed.value, key) : parsed;
      const kind = opened.ok ? 'ok' : opened.error.kind;
      if (kind !== expectedHeadClass(bytes)) expect.fail(`bit ${bit}: ${kind} instead of ${expectedHeadClass(bytes)}`);
      classes.set(kind, (classes.get(kind) ?? 0) + 1);
    }
    expect([...classes.keys()].toSorted()).toEqual(['damaged', 'newer-version', 'not-a-vault']);
    expect(whole.length * 8).toBeGreaterThan(8_000);
  });

  // Read a second time, only as far as the two first keys: what any reader would call it.
  function expectedHeadClass(bytes: Uint8Array): string {
    try {
      const { format, version } = JSON.parse(bytesToText(bytes) ?? '') as { readonly format?: unknown; readonly version?: unknown };
      if (format !== 'holdfast-vault' || typeof version !== 'number') return 'not-a-vault';
      return version === 1 ? 'damaged' : 'newer-version';
    } catch {
      return 'damaged';
    }
  }
});

describe('key slots', () => {
  /** Bits of the stanza itself, which cannot be told from a wrong key (vault.md section 1). */
  const inStanza = (file: Uint8Array, bit: number): boolean => {
    const text = Buffer.from(file).toString('latin1');
    return bit >> 3 >= text.indexOf('-> ') + 3 && bit >> 3 < text.indexOf('\n--- ');
  };

  test('a recovery slot: every bit', async () => {
    const { cases } = loadVectors('slots.json');
    const slot = cases.find(({ name }) => name === 'a recovery slot');
    const file = new Uint8Array(Buffer.from(slot?.file ?? '', 'base64'));
    for (let bit = 0; bit < file.length * 8; bit += slow ? 1 : 17) {
      const opened = await openSlot(turned(file, bit), { recoveryKey: slot?.recoveryKey ?? '' });
      const kind = opened.ok ? 'ok' : opened.error.kind;
      expect(inStanza(file, bit) ? ['damaged', 'wrong-key'] : ['damaged'], `bit ${bit}`).toContain(kind);
    }
  });

  test('a passphrase slot: every bit, and no bit makes the derivation cheaper or dearer than the specification allows', async () => {
    const vaultKey = createVaultKey(systemRandom);
    const file = await sealPassphraseSlot(vaultKey, 'velvet orbit canyon', 16);
    const header = Buffer.from(file).toString('latin1');
    const factorAt = header.indexOf(' 16\n') + 1;
    for (let bit = 0; bit < file.length * 8; bit += slow ? 1 : 331) {
      const opened = await openSlot(turned(file, bit), { passphrase: 'velvet orbit canyon' });
      expect(inStanza(file, bit) ? ['damaged', 'wrong-key'] : ['damaged'], `bit ${bit}`).toContain(opened.ok ? 'ok' : opened.error.kind);
    }
    // All sixteen bits of the work factor: 17 alone can be written with one bit, and it is a wrong key.
    for (let bit = factorAt * 8; bit < (factorAt + 2) * 8; bit += 1) {
      const changed = turned(file, bit);
      const factor = Buffer.from(changed).toString('latin1').slice(factorAt, factorAt + 2);
      const opened = await openSlot(changed, { passphrase: 'velvet orbit canyon' });
      expect(opened.ok ? 'ok' : opened.error.kind, factor).toBe(['17', '18', '20'].includes(factor) ? 'wrong-key' : 'damaged');
    }
  });
});

describe('a frame', () => {
  let writer: TestWriter;
  let frame: Uint8Array;
  let headerLength: number;
  beforeAll(async () => {
    await readyCrypto();
    writer = createWriter({ seed: 1001 });
    frame = writer.write(['The plaintext that nobody may see']).bytes;
    headerLength = new DataView(frame.buffer, frame.byteOffset).getUint32(4);
  });
  const open = (): LogReader => {
    const reader = createLogReader({ log: writer.genesis.log as LogId, keys: { epochSecrets: [writer.genesis.epoch.secret] } });
    reader.ingest(writer.genesis.frame);
    return reader;
  };
  // A frame that is refused at steps 1 to 6 leaves nothing behind, so one reader serves for many.
  const outcome = (reader: LogReader, bytes: Uint8Array): string => {
    const result = reader.ingest(bytes);
    if (result.ok) return result.value.status;
    expect(reader.counts().entries).toBe(0);
    return result.error.kind;
  };

  test('every bit of magic, lengths, header, signature and checksum, as damage leaves it', () => {
    const reader = open();
    const clear = (12 + headerLength + 64) * 8;
    for (let bit = 0; bit < frame.length * 8; bit = bit === clear - 1 ? (frame.length - 4) * 8 : bit + 1) {
      const kind = outcome(reader, turned(frame, bit));
      const expected = bit < 32 ? ['malformed-frame'] : bit < 96 ? ['malformed-frame', 'too-large'] : ['crc-mismatch'];
      if (!expected.includes(kind)) expect.fail(`bit ${bit}: ${kind}`);
      const length = new DataView(turned(frame, bit).buffer).getUint32(bit < 64 ? 4 : 8);
      if (bit >= 32 && bit < 96) expect(kind === 'too-large', `bit ${bit}`).toBe(length > (bit < 64 ? 4096 : 1_048_576));
    }
  });

  test('every bit of header and signature under a checksum made good', () => {
    const reader = open();
    const seen = new Map<string, number>();
    for (let bit = 96; bit < (12 + headerLength + 64) * 8; bit += 1) {
      const changed = withRightCrc(turned(frame, bit));
      const kind = outcome(reader, changed);
      const inHeader = bit < (12 + headerLength) * 8;
      const decoded = decodeFrame(changed);
      // A header of the right form was not signed; one of another form is refused for its form, or is of a later version.
      const expected = decoded.ok ? 'bad-signature' : decoded.error.kind;
      if (kind !== expected || (!inHeader && kind !== 'bad-signature') || isGood(changed)) expect.fail(`bit ${bit}: ${kind}`);
      if (kind === 'unknown-version') expect((bit >> 3) - 12).toBeLessThan(4);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }
    expect([...seen.keys()].toSorted()).toEqual(['bad-signature', 'malformed-frame', 'unknown-version']);
  });

  test('bits of the body under a checksum made good', () => {
    const from = (12 + headerLength + 64) * 8;
    for (let bit = from; bit < (frame.length - 4) * 8; bit += slow ? 1 : 13) {
      const reader = open();
      if (outcome(reader, withRightCrc(turned(frame, bit))) !== 'body-hash-mismatch') expect.fail(`bit ${bit}`);
    }
  });

  test('every byte of a frame of 64 KiB', () => {
    const big = createWriter({ seed: 1002 });
    const long = big.write([], { raw: [noteBytes('01JD05QYC30000000000000001' as Parameters<typeof noteBytes>[0], 'x'.repeat(64_000))] }).bytes;
    expect(long.length).toBeGreaterThan(64 * 1024);
    const at = new DataView(long.buffer, long.byteOffset).getUint32(4);
    const copy = new Uint8Array(long);
    for (let index = 0; index < long.length; index += slow ? 1 : 16) {
      copy[index] = (copy[index] ?? 0) ^ 0xff;
      const decoded = decodeFrame(copy);
      const expected = index < 4 ? ['malformed-frame'] : index < 12 ? ['malformed-frame', 'too-large'] : ['crc-mismatch'];
      if (decoded.ok || !expected.includes(decoded.error.kind)) expect.fail(`byte ${index}`);
      copy[index] = long[index] ?? 0;
    }
    for (let index = 12; index < long.length - 4; index += slow ? 1 : 499) {
      const reader = createLogReader({ log: big.genesis.log, keys: { epochSecrets: [big.genesis.epoch.secret] } });
      reader.ingest(big.genesis.frame);
      copy[index] = (copy[index] ?? 0) ^ 0xff;
      const result = reader.ingest(withRightCrc(copy));
      copy[index] = long[index] ?? 0;
      const expected = index < 12 + at ? ['malformed-frame', 'unknown-version', 'bad-signature'] : index < 76 + at ? ['bad-signature'] : ['body-hash-mismatch'];
      if (result.ok || !expected.includes(result.error.kind) || reader.counts().entries !== 0) expect.fail(`byte ${index}`);
    }
  });

  test('a cut at every byte', () => {
    for (let length = 0; length < frame.length; length += 1) {
      const decoded = decodeFrame(frame.subarray(0, length));
      if (decoded.ok || decoded.error.kind !== 'malformed-frame') expect.fail(`length ${length}`);
    }
  });
});
