import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, createEntryId, unwrap, type EntryId } from '#base';
import { readyCrypto } from '#crypto';
import { cutEntry } from '../entry/cut.ts';
import { encodeEntry } from '../entry/encode.ts';
import { createLogReader } from '../ingest/reader.ts';
import { createNote, createWriter, EPOCH_MS, type TestWriter } from '../testing/writer.ts';
import { createDisclosureBuilder, packDisclosure, sealDisclosure, type DecideEntry, type DisclosableEntry } from './build.ts';
import { checkDisclosure } from './check.ts';
import type { ShownEntry } from './types.ts';

beforeAll(readyCrypto);

interface Case { readonly writer: TestWriter; readonly frames: readonly Uint8Array[]; readonly ids: readonly EntryId[] }

/** Three frames: two cut notes; one note of one leaf; one cut note with a witness. */
function makeCase(): Case {
  const writer = createWriter({ seed: 11 });
  const ids = Array.from({ length: 4 }, () => createEntryId(EPOCH_MS, writer.random));
  const note = (index: number, text: string) => createNote(ids[index] ?? ('' as EntryId), text);
  const first = unwrap(cutEntry(note(0, 'first words'), 0));
  const frames = [
    writer.genesis.frame, writer.write([], { raw: [...first, ...unwrap(cutEntry(note(1, 'second words'), first.length))] }).bytes,
    writer.write([], { raw: [unwrap(encodeEntry(note(2, 'third words')))] }).bytes,
    writer.write([], { raw: unwrap(cutEntry({ ...note(3, 'fourth words'), witness: 'Ola Nord' }, 0)) }).bytes,
  ];
  return { writer, frames, ids };
}

function discloseWith({ writer, frames }: Case, decide: DecideEntry, files = [{ name: 'a.txt', bytes: new Uint8Array(3) }]) {
  const reader = createLogReader({ log: writer.genesis.log, keys: { device: writer.device } });
  for (const frame of frames) unwrap(reader.ingest(frame));
  const builder = createDisclosureBuilder({ reader, decide });
  for (const frame of frames) builder.add(frame);
  const disclosure = builder.finish();
  const proof = unwrap(sealDisclosure(disclosure, { device: writer.device, app: { version: '0.1.0', build: 'test' }, statement: 'for the court', files }));
  return { disclosure, proof, file: unwrap(packDisclosure(proof, files)) };
}

function check(file: Uint8Array) {
  const entries: ShownEntry[] = [];
  return { report: checkDisclosure(file, { onEntries: (shown) => entries.push(...shown) }), entries };
}

describe('a package that was made', () => {
  test('of everything shows everything and holds', () => {
    const made = makeCase();
    const { file, disclosure } = discloseWith(made, () => []);
    const { report, entries } = check(file);
    expect(report).toMatchObject({ verdict: 'ok', classes: [], frames: 4, leaves: 11, shown: 11, entries: 4, redacted: 0, forks: 0, gaps: 0, sealed: 0 });
    expect(report.manifest).toMatchObject({ statement: 'for the court', counts: disclosure.counts });
    expect(entries.map((entry) => [entry.id, entry.withheld, entry.entry?.author.name])).toEqual(made.ids.map((id) => [id, [], 'Ada Lind']));
    expect(entries.map((entry) => entry.entry)).toEqual(disclosure.entries.map((entry) => entry.entry));
  });

  test('shows an entry without its fields, and the entries that were left out are nowhere in it', () => {
    const made = makeCase();
    const decide = ({ id, fields }: DisclosableEntry) => (id === made.ids[0] ? ['author.name'] : id === made.ids[3] ? fields.filter((field) => field !== 'body.text') : null);
    const { file } = discloseWith(made, decide);
    const { report, entries } = check(file);
    expect(report).toMatchObject({ verdict: 'ok', frames: 4, leaves: 11, shown: 4, entries: 2, redacted: 3, sealed: 1 });
    expect(entries.map((entry) => [entry.id, entry.withheld, entry.entry?.author.name, entry.entry?.body])).toEqual([
      [made.ids[0], ['author.name'], '[withheld]', { text: 'first words' }], [made.ids[3], ['author.name', 'witness'], '[withheld]', { text: 'fourth words' }],
    ]);
    const text = new TextDecoder('latin1').decode(file);
    expect(text).toContain('first words');
    for (const hidden of ['second words', 'third words', 'Ada Lind', 'Ola Nord']) expect(text).not.toContain(hidden);
  });

  test('of nothing is all sealed', () => {
    expect(check(discloseWith(makeCase(), () => null).file).report).toMatchObject({ verdict: 'ok', frames: 4, leaves: 11, shown: 0, entries: 0, redacted: 0, sealed: 3 });
  });

  test('is the same bytes for the same choice, in whatever order the frames come', () => {
    const made = makeCase();
    const turned = { ...made, frames: made.frames.toReversed() };
    const reader = createLogReader({ log: made.writer.genesis.log, keys: { device: made.writer.device } });
    for (const frame of made.frames) unwrap(reader.ingest(frame));
    const build = (frames: readonly Uint8Array[]) => {
      const builder = createDisclosureBuilder({ reader, decide: () => [] });
      for (const frame of [...frames, ...frames.slice(0, 2)]) builder.add(frame);
      return unwrap(sealDisclosure(builder.finish(), { device: made.writer.device, app: { version: '1', build: 'b' }, statement: '', files: [] }));
    };
    expect(bytesToHex(build(turned.frames))).toBe(bytesToHex(build(made.frames)));
  });

  test('counting alone gives the same counts', () => {
    const made = makeCase();
    const reader = createLogReader({ log: made.writer.genesis.log, keys: { device: made.writer.device } });
    for (const frame of made.frames) unwrap(reader.ingest(frame));
    const builder = createDisclosureBuilder({ reader, decide: ({ index }) => (index === 0 ? ['author.name'] : null), countOnly: true });
    for (const frame of made.frames) builder.add(frame);
    expect(builder.finish().counts).toEqual(discloseWith(made, ({ index }) => (index === 0 ? ['author.name'] : null)).disclosure.counts);
  });
});

describe('a package that was changed', () => {
  test('every changed byte of a ZIP and of a proof alone is found', () => {
    const { file, proof } = discloseWith(makeCase(), ({ fields }) => fields.slice(1));
    for (const whole of [file, proof]) {
      for (let offset = 0; offset < whole.length; offset += 1 + Math.floor(whole.length / 300)) {
        const changed = whole.slice();
        changed[offset] = (changed[offset] ?? 0) ^ (1 << (offset % 8));
        expect(checkDisclosure(changed).verdict, `byte ${offset}`).not.toBe('ok');
      }
    }
  });

  test('cut at any length it is refused, and never an error is thrown', () => {
    const { file, proof } = discloseWith(makeCase(), () => []);
    for (const whole of [file, proof]) {
      for (let length = 0; length < whole.length; length += 1 + Math.floor(whole.length / 200)) expect(['malformed', 'failed']).toContain(checkDisclosure(whole.subarray(0, length)).verdict);
    }
  });
});
