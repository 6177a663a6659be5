import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytesToHex, createEntryId, type LogId, type Sha256Hex, type UnixMs } from '#base';
import { bytesToBech32 } from '#crypto';
import { systemFiles, type FileLayer, type LayerFile } from '../durable/fileLayer.ts';
import { nativeCipher } from '../evidence/age/cipher.ts';
import { openAgeStart } from '../evidence/age/header.ts';
import { toPublicKey } from '../evidence/age/keys.ts';
import { plainLength, SEALED_CHUNK_BYTES } from '../evidence/age/stream.ts';
import { createCancelToken, Stopped } from '../evidence/stop.ts';
import { itemFolder, partFile } from '../layout.ts';
import { listAgeFiles } from './listFiles.ts';
import { createPlainPart, type PlainPart } from './openPart.ts';
import { bundleFile, sealPart, type PartToWrite, type SealPlace } from './sealPart.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
/** The secret key of a device as `age` writes an identity. */
const identityOf = (secret: Uint8Array): string => bytesToBech32(secret, 'age-secret-key-').toUpperCase();
const bundle = bytesToHex(random(16));
const item = createEntryId(Date.now() as UnixMs, random);
const secrets = [random(32), random(32), random(32)];
let root = '';
let out = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'holdfast-bundle-'));
  out = join(root, 'stick');
  mkdirSync(out);
  mkdirSync(itemFolder(root, item), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const journal = random(300_000);
function placeOf(changes: Partial<SealPlace> = {}): SealPlace {
  return {
    files: systemFiles, random, cipher: nativeCipher, vault: root, folder: out, token: createCancelToken(), onBytes: () => undefined,
    // As the vault does: whole frames, which may be more or less than was asked for.
    readLog: (from) => Promise.resolve(journal.subarray(from, from + 7_001)), ...changes,
  };
}
/** A part with two stretches of the log and a piece of so many bytes. */
function partOf(pieceBytes: number, changes: Partial<PartToWrite> = {}): PartToWrite {
  const piece = random(pieceBytes);
  writeFileSync(join(itemFolder(root, item), partFile(0)), piece);
  const sha256 = createHash('sha256').update(piece).digest('hex') as Sha256Hex;
  return {
    bundle, part: 1, recipients: secrets.map(toPublicKey), head: random(900), log: '0'.repeat(32) as LogId, frames: [{ from: 10, bytes: 20_000 }, { from: 50_000, bytes: 100_001 }],
    pieces: [{ item, part: 0, bytes: pieceBytes, sha256 }], ...changes,
  };
}
const plainOf = (part: PartToWrite): Buffer => Buffer.concat([part.head, ...part.frames.map(({ from, bytes }) => journal.subarray(from, from + bytes)), ...part.pieces.map(({ part: number }) => readFileSync(join(itemFolder(root, item), partFile(number))))]);

function open(file: Uint8Array, key = secrets[0] ?? random(32)): PlainPart {
  const start = openAgeStart(nativeCipher, file, identityOf(key));
  if (typeof start === 'string') throw new Error(start);
  return createPlainPart(nativeCipher, { read: (buffer, offset, length, position) => Promise.resolve({ bytesRead: Buffer.from(file).copy(buffer, offset, position, Math.min(file.length, position + length)) }) }, file.length, start);
}
async function readAll(plain: PlainPart, step = 2 ** 20): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (let at = 0; ; ) {
    const read = await plain.read(at, step);
    if (read.length === 0) return Buffer.concat(pieces);
    pieces.push(read);
    at += read.length;
  }
}

describe('writing a part', () => {
  test('every recipient opens the same bytes, under the name that was answered', async () => {
    const part = partOf(70_000);
    const told: number[] = [];
    const written = await sealPart(placeOf({ onBytes: (bytes) => told.push(bytes) }), part);
    if (written.outcome !== 'written') throw new Error(written.outcome);
    const file = readFileSync(join(out, written.name));
    expect([readdirSync(out), written.bytes, written.sha256]).toEqual([[bundleFile(bundle, 1)], file.length, createHash('sha256').update(file).digest('hex')]);
    for (const secret of secrets) expect((await readAll(open(file, secret))).equals(plainOf(part))).toBe(true);
    expect(() => open(file, random(32))).toThrow('other-key');
    expect(told.reduce((sum, bytes) => sum + bytes, 0)).toBe(plainOf(part).length);
  });
  test.each([['several runs of chunks', 2_500_000], ['whole chunks', 65_536 * 16 - 120_901], ['one byte more', 65_536 * 16 - 120_900], ['a single run', 1]])('the length may be anything: %s', async (_name, bytes) => {
    const part = partOf(bytes);
    await sealPart(placeOf(), part);
    const file = readFileSync(join(out, bundleFile(bundle, 1)));
    const plain = open(file);
    expect([plain.length, (await readAll(plain)).equals(plainOf(part)), plain.damagedAt()]).toEqual([plainOf(part).length, true, null]);
  });
  test('a piece that is missing, shorter or another is named, and nothing is left', async () => {
    const part = partOf(300_000);
    const path = join(itemFolder(root, item), partFile(0));
    const whole = readFileSync(path);
    for (const spoil of [() => writeFileSync(path, whole.subarray(1)), () => writeFileSync(path, whole.with(-1, (whole.at(-1) ?? 0) ^ 1)), () => rmSync(path)]) {
      spoil();
      expect(await sealPart(placeOf(), part)).toEqual({ outcome: 'piece-damaged', piece: 0 });
      expect(readdirSync(out)).toEqual([]);
    }
  });
  test('cancelled or on a full medium it leaves nothing', async () => {
    const token = createCancelToken();
    await expect(sealPart(placeOf({ token, onBytes: () => token.cancel() }), partOf(3_000_000))).rejects.toBeInstanceOf(Stopped);
    expect(readdirSync(out)).toEqual([]);
    const full: FileLayer = { ...systemFiles, open: async (path, mode) => {
      const handle = await systemFiles.open(path, mode);
      const failing: LayerFile = { read: (...input) => handle.read(...input), truncate: (length) => handle.truncate(length), sync: () => handle.sync(), datasync: () => handle.datasync(), stat: () => handle.stat(), close: () => handle.close(),
        write: (bytes, offset, length, position) => (position > 1_000_000 ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' })) : handle.write(bytes, offset, length, position)) };
      return failing;
    } };
    await expect(sealPart(placeOf({ files: full }), partOf(3_000_000))).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(readdirSync(out)).toEqual([]);
  });
  test('a file that is there already is never touched', async () => {
    writeFileSync(join(out, bundleFile(bundle, 1)), 'mine');
    await expect(sealPart(placeOf(), partOf(1))).rejects.toMatchObject({ failure: { kind: 'exists' } });
    expect([readdirSync(out), readFileSync(join(out, bundleFile(bundle, 1)), 'utf8')]).toEqual([[bundleFile(bundle, 1)], 'mine']);
  });
});

describe('reading a damaged part', () => {
  async function make(pieceBytes = 100_000) {
    const part = partOf(pieceBytes);
    await sealPart(placeOf(), part);
    const file = readFileSync(join(out, bundleFile(bundle, 1)));
    const start = openAgeStart(nativeCipher, file, identityOf(secrets[0] ?? random(32)));
    if (typeof start === 'string') throw new Error(start);
    return { file, plain: plainOf(part), payloadStart: start.payloadStart };
  }
  test('cut at every border of a chunk and beside it: what stands before is answered, and where it ends', async () => {
    const { file, plain, payloadStart } = await make();
    const chunks = Math.ceil((file.length - payloadStart) / SEALED_CHUNK_BYTES);
    expect(chunks).toBe(4);
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      for (const beside of [-17, -16, -1, 0, 1, 16, 17]) {
        const length = payloadStart + chunk * SEALED_CHUNK_BYTES + beside;
        if (length < payloadStart || length >= file.length) continue;
        const opened = open(file.subarray(0, length));
        const read = await readAll(opened);
        const sure = Math.floor((length - payloadStart) / SEALED_CHUNK_BYTES) * 65_536;
        expect([read.length, read.equals(plain.subarray(0, sure))], `cut at ${length}`).toEqual([sure, true]);
        expect(opened.damagedAt(), `cut at ${length}`).not.toBeNull();
        expect(opened.damagedAt() ?? 0).toBeLessThanOrEqual(length);
      }
    }
  });
  test('a flipped byte in a chunk ends the reading there, from whichever side it is come to', async () => {
    const { file, plain, payloadStart } = await make(1_500_000);
    for (const chunk of [0, 1, 15, 16, 24]) {
      const spoilt = Buffer.from(file);
      const at = Math.min(file.length - 1, payloadStart + chunk * SEALED_CHUNK_BYTES + 30);
      spoilt[at] = (spoilt[at] ?? 0) ^ 4;
      for (const step of [2 ** 20, 5_000, 65_536]) {
        const opened = open(spoilt);
        expect((await readAll(opened, step)).equals(plain.subarray(0, chunk * 65_536)), `chunk ${chunk}`).toBe(true);
        expect(opened.damagedAt()).toBe(payloadStart + chunk * SEALED_CHUNK_BYTES);
        expect((await opened.read((chunk + 1) * 65_536, 10)).length).toBe(0);
      }
    }
  });
  test('bytes behind the end are damage, and what stands before them is answered', async () => {
    const { file, plain } = await make();
    for (const more of [1, 16]) {
      const opened = open(Buffer.concat([file.subarray(0, file.length), Buffer.alloc(more)]));
      const read = await readAll(opened);
      expect(plain.subarray(0, read.length).equals(read)).toBe(true);
      expect(opened.damagedAt()).not.toBeNull();
    }
    expect(plainLength(16)).toBe(0);
  });
});

test('in a folder age files are found by what they are, not by their names; links and folders are passed over', async () => {
  await sealPart(placeOf(), partOf(1));
  writeFileSync(join(out, 'holiday.jpg'), readFileSync(join(out, bundleFile(bundle, 1))));
  writeFileSync(join(out, 'note.age'), 'age');
  mkdirSync(join(out, 'folder.age'));
  const listed = await listAgeFiles(out);
  expect([listed.files.map(({ name }) => name).toSorted(), listed.others]).toEqual([[bundleFile(bundle, 1), 'holiday.jpg'].toSorted(), 2]);
  expect(await listAgeFiles(join(out, 'note.age'))).toMatchObject({ files: [{ name: 'note.age', bytes: 3 }], others: 0 });
});
