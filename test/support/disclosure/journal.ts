import { createEntryId, encodeCbor, type EntryId } from '#base';
import { sha256, type DeviceKeys } from '#crypto';
import { cutEntry, decodeFrame, encodeEntry, encodeFrame, type Frame, type FrameHeader } from '#log';
import type { Entry } from '#domain';
import { encodePart } from '../../../src/shared/log/entry/parts.ts';
import { afterFrame, type FeedPosition } from '../../../src/shared/log/feed/position.ts';
import { signFrame } from '../../../src/shared/log/feed/sign.ts';
import { hashHeader } from '../../../src/shared/log/identify.ts';
import { rootOf } from '../../../src/shared/log/merkle/accumulator.ts';
import { createNote, createWriter, EPOCH_MS, type TestWriter } from '../../../src/shared/log/testing/writer.ts';
import type { Dice } from './dice.ts';

/** A log made by chance: frames as they lie on disk, in any state that a journal can get into. */
export interface MadeLog { readonly founder: TestWriter; readonly writers: readonly TestWriter[]; readonly frames: readonly Uint8Array[] }

/** Several feeds of one device with entries of all sorts, and by chance forks, gaps, damaged bodies and an operation of a newer build. */
export function makeLog(seed: number, dice: Dice, quiet = false): MadeLog {
  const founder = createWriter({ seed });
  const writers = [founder, ...Array.from({ length: dice.int(3) }, (_, index) => createWriter({ seed: seed + 1000 * (index + 1), join: founder, device: founder.device }))];
  const frames: Uint8Array[] = [founder.genesis.frame];
  const unquiet = (probability: number) => !quiet && dice.chance(probability);
  for (let round = 1 + dice.int(9); round > 0; round -= 1) {
    const writer = dice.pick(writers);
    const before = writer.position();
    const written = writer.write([], { raw: makeLeaves(writer, dice, quiet) }).bytes;
    if (unquiet(0.12)) continue;
    frames.push(unquiet(0.1) ? damageBody(written) : written);
    if (!unquiet(0.1)) continue;
    const twin = writer.write([], { raw: makeLeaves(writer, dice, quiet), position: before }).bytes;
    frames.push(twin);
  }
  if (unquiet(0.08)) frames.push(newerOperation(dice.pick(writers), founder));
  return { founder, writers, frames };
}

function makeLeaves(writer: TestWriter, dice: Dice, quiet: boolean): readonly Uint8Array[] {
  const leaves: Uint8Array[] = !quiet && dice.chance(0.05) ? [encodePart('no entry before this')] : [];
  for (let count = 1 + dice.int(5); count > 0; count -= 1) leaves.push(...makeEntry(createEntryId(EPOCH_MS, writer.random), leaves.length, dice, quiet));
  return leaves;
}

function makeEntry(id: EntryId, index: number, dice: Dice, quiet: boolean): readonly Uint8Array[] {
  const entry = entryOf(id, dice);
  const whole = () => value(encodeEntry(entry));
  const cut = () => value(cutEntry(entry, index));
  const sort = quiet ? dice.int(6) : dice.int(10);
  if (sort < 4) return cut();
  if (sort < 6) return [whole()];
  if (sort === 6) return [encodeCbor({ v: 2, id, note: 'of a newer build' })];
  if (sort === 7) return [encodeCbor([1, 2, 3]), ...(dice.chance(0.3) ? [encodePart('more')] : [])];
  if (sort === 8) return dice.chance(0.5) ? cut().slice(0, -1) : [...cut(), encodePart('too many')];
  return value(cutEntry(entry, index + 1));
}

function entryOf(id: EntryId, dice: Dice): Entry {
  const note = createNote(id, dice.pick(['Isolated a host', 'Called the bank', 'æøå and 漢字', 'x'.repeat(1 + dice.int(600))]));
  const people = { ...(dice.chance(0.3) ? { witness: 'Ola Nord' } : {}), ...(dice.chance(0.2) ? { onBehalfOf: 'Siri Berg' } : {}) };
  if (dice.chance(0.5)) return { ...note, ...people };
  return { ...note, ...people, kind: 'event', body: { track: 'adversary', fact: 'Logon of svc-backup', source: 'event log', ...(dice.chance(0.6) ? { host: 'TRD-FS01', account: 'NORD\\svc-backup' } : {}) } };
}

/** The frame with a changed body under its right header: damage that the checksum was made good for. */
export function damageBody(bytes: Uint8Array): Uint8Array {
  const frame = takeApart(bytes);
  const body = frame.body.slice();
  body[body.length - 1] = (body[body.length - 1] ?? 0) ^ 1;
  return encodeFrame(frame.headerBytes, frame.signature, body);
}

/** The frame with a changed header, signed anew by its device. */
export function changeHeader(bytes: Uint8Array, device: DeviceKeys, change: Partial<FrameHeader>, body?: Uint8Array): Uint8Array {
  const frame = takeApart(bytes);
  return signFrame({ ...frame.header, ...change }, body ?? frame.body, device.signingKey).frame;
}

/** A membership frame that this version does not know, at the end of a feed. */
export function newerOperation(writer: TestWriter, founder: TestWriter): Uint8Array {
  return membershipFrame(writer.position(), writer, founder, encodeCbor({ op: 'invite', who: 'somebody' }));
}

/** A membership frame with any body at a place of a feed. */
export function membershipFrame(position: FeedPosition, writer: TestWriter, founder: TestWriter, body: Uint8Array): Uint8Array {
  const zeros = new Uint8Array(32);
  const genesis = takeApart(founder.genesis.frame).header;
  return signFrame({
    ...genesis, instance: writer.instance, seq: position.nextSeq, previous: position.previous, feedRoot: rootOf(position.tree), entryCount: 0, epochId: zeros,
    membershipHead: founder.genesis.membershipHead, checkpoint: null, bodyLength: body.length, bodyHash: sha256(body),
  }, body, writer.device.signingKey).frame;
}

/** A whole frame taken apart. Throws on anything else. */
export function takeApart(bytes: Uint8Array): Frame {
  const frame = decodeFrame(bytes);
  if (!frame.ok) throw new Error(frame.error.message);
  return frame.value;
}

/** Where a feed goes on after a frame. */
export function positionAfter(position: FeedPosition, frame: Uint8Array): FeedPosition {
  return afterFrame(position, hashHeader(takeApart(frame).headerBytes));
}

function value<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
