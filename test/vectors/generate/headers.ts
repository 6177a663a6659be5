import { concatBytes, encodeCbor, type CborValue } from '#base';
import { sha256 } from '#crypto';
import { hashHeader } from '#log';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { changed, fromHex, tag, toHex, writeVectors, zeros, type Members } from './kit.ts';

const names = ['version', 'type', 'scope', 'logId', 'author', 'instance', 'seq', 'previous', 'feedRoot', 'entryCount', 'entriesRoot', 'epochId', 'membershipHead', 'checkpoint', 'salt', 'commitment', 'bodyLength', 'bodyHash'] as const;
type Case = { readonly name: string; readonly hex: string; readonly expect: 'ok' | 'unknown-version' | 'malformed-frame'; readonly fields?: Record<string, string | number | null>; readonly headerHash?: string };

/** headers.json: docs/spec/frames.md section 4. */
export function generateHeaders(): void {
  const random = seededRandom(101);
  const empty = sha256(zeros(0));
  const journal: Members = [1, 1, 1, random(16), random(32), random(16), 7, random(32), random(32), 3, random(32), random(32), random(32), null, random(32), random(32), 1040, random(32)];
  const genesis: Members = [1, 0, 0, random(16), random(32), random(16), 0, zeros(32), empty, 0, empty, zeros(32), zeros(32), null, zeros(32), zeros(32), 350, random(32)];
  const good = (name: string, members: Members): Case => {
    const bytes = encodeCbor(members as CborValue[]);
    const fields = Object.fromEntries(members.map((value, index) => [names[index] ?? '', value instanceof Uint8Array ? toHex(value) : (value as number | null)]));
    return { name, hex: toHex(bytes), expect: 'ok', fields, headerHash: toHex(hashHeader(bytes)) };
  };
  const bad = (name: string, bytes: Uint8Array, expect: Case['expect'] = 'malformed-frame'): Case => ({ name, hex: toHex(bytes), expect });
  const other = (name: string, changes: Readonly<Record<number, CborValue>>, expect: Case['expect'] = 'malformed-frame', base = journal): Case => bad(name, encodeCbor(changed(base, changes)), expect);
  const bytes = encodeCbor(journal as CborValue[]);
  /** The encoding with one member written by other bytes. */
  const spliced = (index: number, replacement: string): Uint8Array => {
    const before = encodeCbor(journal.slice(0, index) as CborValue[]).slice();
    const head = Uint8Array.of(0x92);
    return concatBytes(head, before.subarray(1), fromHex(replacement), encodeCbor(journal.slice(index + 1) as CborValue[]).subarray(1));
  };
  writeVectors('headers.json', {
    about: 'docs/spec/frames.md section 4: headers alone. See README.md.',
    cases: [
      good('a journal header', journal), good('a genesis header', genesis), good('a checkpoint is quoted', changed(journal, { 13: random(32) })), good('seq 23', changed(journal, { 6: 23 })), good('seq 24', changed(journal, { 6: 24 })),
      good('seq 65,536', changed(journal, { 6: 65_536 })), good('seq 2^32', changed(journal, { 6: 2 ** 32 })), good('seq 2^53-1', changed(journal, { 6: Number.MAX_SAFE_INTEGER })), good('one entry', changed(journal, { 9: 1 })),
      good('256 entries', changed(journal, { 9: 256 })), good('a body of one byte', changed(journal, { 16: 1 })), good('a body of 1,048,576 bytes', changed(journal, { 16: 1_048_576 })), good('a journal frame of the workspace', changed(journal, { 2: 0 })),
      good('a journal header without membership head is well formed', changed(journal, { 12: zeros(32) })), good('a later membership header', changed(genesis, { 6: 4, 7: random(32), 8: random(32), 12: random(32) })),
      other('version 2', { 0: 2 }, 'unknown-version'), other('version 0', { 0: 0 }, 'unknown-version'), other('version 2^32', { 0: 2 ** 32 }, 'unknown-version'), other('type 2', { 1: 2 }, 'unknown-version'), other('type 300', { 1: 300 }, 'unknown-version'),
      other('scope 2', { 2: 2 }, 'unknown-version'), bad('version 2 with three members', encodeCbor([2, 0, 'x']), 'unknown-version'), bad('version 2 with 30 members', encodeCbor([2, ...Array.from({ length: 29 }, () => 0)]), 'unknown-version'),
      bad('version 3 with 300 members', encodeCbor([3, ...Array.from({ length: 299 }, () => 0)]), 'unknown-version'), bad('version 2 and nothing after it', encodeCbor([2]), 'unknown-version'),
      bad('no bytes', zeros(0)), bad('an empty array', encodeCbor([])), bad('a map', encodeCbor({ v: 1 })), bad('a text', encodeCbor('holdfast')), bad('17 members', encodeCbor(journal.slice(0, 17) as CborValue[])),
      bad('19 members', encodeCbor([...journal, 0] as CborValue[])), bad('a byte after the array', concatBytes(bytes, zeros(1))), bad('cut by a byte', bytes.subarray(0, -1)), bad('cut in the middle', bytes.subarray(0, 170)),
      bad('an indefinite array', concatBytes(fromHex('9f'), bytes.subarray(1), fromHex('ff'))), bad('the array length in two bytes', concatBytes(fromHex('9812'), bytes.subarray(1))), other('the version as text', { 0: '1' }), other('a negative version', { 0: -1 }),
      bad('version 1 in two bytes', spliced(0, '1801')), bad('version 2 in two bytes', spliced(0, '1802')), bad('version 2^53', spliced(0, '1b0020000000000000')), other('the type as a boolean', { 1: true }), bad('type 1 in two bytes', spliced(1, '1801')),
      other('the scope as text', { 2: 'incident' }), other('a log id of 15 bytes', { 3: zeros(15) }), other('a log id as text', { 3: '0123456789abcdef' }), other('an author of 33 bytes', { 4: zeros(33) }), other('an author of 31 bytes', { 4: zeros(31) }),
      other('an instance of 32 bytes', { 5: zeros(32) }), other('a negative seq', { 6: -1 }), bad('seq 7 in two bytes', spliced(6, '1807')), bad('seq 7 in nine bytes', spliced(6, '1b0000000000000007')), bad('seq 2^53', spliced(6, '1b0020000000000000')),
      bad('seq as a float', spliced(6, 'f94700')), bad('previous is null', spliced(7, 'f6')), bad('the length of previous in three bytes', concatBytes(bytes.subarray(0, 1), spliced(7, `590020${'00'.repeat(32)}`).subarray(1))),
      other('no entries in a journal frame', { 9: 0 }), other('257 entries', { 9: 257 }), bad('a checkpoint of 31 bytes', spliced(13, `581f${'00'.repeat(31)}`)), bad('a checkpoint that is undefined', spliced(13, 'f7')), bad('a checkpoint that is false', spliced(13, 'f4')),
      other('an empty body', { 16: 0 }), other('a body of 1,048,577 bytes', { 16: 1_048_577 }), bad('the body length in nine bytes', spliced(16, '1b0000000000000410')), other('a body hash of 20 bytes', { 17: zeros(20) }),
      other('a membership header with entries', { 9: 1 }, 'malformed-frame', genesis), other('a membership header with an epoch', { 11: random(32) }, 'malformed-frame', genesis), other('a membership header with a salt', { 14: random(32) }, 'malformed-frame', genesis),
      other('a membership header with a commitment', { 15: random(32) }, 'malformed-frame', genesis), other('a membership header with another entries root', { 10: random(32) }, 'malformed-frame', genesis), bad('a tag before the array', concatBytes(fromHex('d9d9f7'), bytes)),
      bad('text', tag('HFF1 is not a header')),
    ],
  });
}
