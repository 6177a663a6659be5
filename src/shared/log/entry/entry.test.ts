import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, decodeCbor, encodeCbor, unwrap, type CborValue, type EntryId } from '#base';
import { readyCrypto, sha256 } from '#crypto';
import type { Entry } from '#domain';
import { createNote, noteBytes } from '../testing/writer.ts';
import { decodeEntry } from './decode.ts';
import { encodeEntry } from './encode.ts';

beforeAll(readyCrypto);
const id = '01JD0QYQ3C0000000000000000' as EntryId;
const leaf = new Uint8Array(32).fill(0xab);
const encoded = (change: Readonly<Record<string, CborValue>>) => encodeCbor({ ...(unwrap(decodeCbor(noteBytes(id, 'text'))) as Readonly<Record<string, CborValue>>), ...change });

test('an entry decodes to itself and encodes to the same bytes', () => {
  fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 2000, unit: 'binary' }).filter((text) => text.isWellFormed()), (text) => {
    const note = createNote(id, text);
    const bytes = unwrap(encodeEntry(note));
    const decoded = decodeEntry(bytes, leaf);
    expect(decoded).toEqual({ id, entry: note });
    expect(decoded.entry !== null && bytesToHex(unwrap(encodeEntry(decoded.entry)))).toBe(bytesToHex(bytes));
  }));
});

describe('what this build cannot read is kept', () => {
  test('a newer kind or version keeps the id that is written in it', () => {
    expect(decodeEntry(encoded({ kind: 'hologram' }), leaf)).toEqual({ id, entry: null });
    expect(decodeEntry(encoded({ kind: 'toString' }), leaf)).toEqual({ id, entry: null });
    expect(decodeEntry(encoded({ v: 2 }), leaf)).toEqual({ id, entry: null });
    expect(decodeEntry(encoded({ body: {} }), leaf)).toEqual({ id, entry: null });
  });

  test('other bytes get a stand-in id from their leaf, always the same and always a valid one', () => {
    const inId = (bytes: Uint8Array) => decodeEntry(bytes, sha256(bytes));
    for (const bytes of [Uint8Array.of(1), Uint8Array.of(0xff), encoded({ id: 'no id', v: 9 }), encodeCbor([1, 2])]) {
      expect(inId(bytes).entry).toBeNull();
      expect(inId(bytes).id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
      expect(inId(bytes)).toEqual(inId(bytes));
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(inId(bytes).entry).toBeNull();
    }));
  });

  test('a field that a later build adds does not hide the entry', () => {
    expect(decodeEntry(encoded({ mood: 'calm' }), leaf).entry).toEqual(createNote(id, 'text'));
  });
});

describe('what cannot be read back is not sealed', () => {
  test.each([
    ['an unknown kind', { kind: 'hologram' }, 'kind'], ['an empty text', { body: { text: '' } }, 'body.text'], ['a zone too long', { recorded: { at: 1, zone: 'x'.repeat(65), offsetMinutes: 0 } }, 'recorded.zone'], ['another version', { v: 2 }, 'v'],
  ])('%s', (_, change, field) => {
    const result = encodeEntry({ ...createNote(id, 'secret words'), ...change } as unknown as Entry);
    expect(result).toMatchObject({ ok: false, error: { kind: 'invalid-entry' } });
    if (!result.ok) {
      expect(result.error.message).toContain(field);
      expect(result.error.message).not.toContain('secret');
    }
  });
});
