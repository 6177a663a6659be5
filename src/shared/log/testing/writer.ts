import { createEntryId, type EntryId, type RandomBytes, type UnixMs } from '#base';
import { createDevice, sha256, type DeviceKeys } from '#crypto';
import type { Entry } from '#domain';
import { encodeEntry } from '../entry/encode.ts';
import type { FrameMeta } from '../body/types.ts';
import type { FrameReference } from '../bytesSchema.ts';
import { appendFrame, type AppendedFrame } from '../feed/append.ts';
import { startOfFeed, type FeedPosition } from '../feed/position.ts';
import type { Scope } from '../frame/types.ts';
import { createGenesis, type Genesis } from '../membership/genesis.ts';

/** Bytes that look random and are the same for the same seed: SHA-256 of seed and counter. */
export function seededRandom(seed: number): RandomBytes {
  let counter = 0;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let offset = 0; offset < length; offset += 32) {
      const block = new Uint8Array(8);
      new DataView(block.buffer).setUint32(0, seed);
      new DataView(block.buffer).setUint32(4, (counter += 1));
      bytes.set(sha256(block).subarray(0, Math.min(32, length - offset)), offset);
    }
    return bytes;
  };
}

export const EPOCH_MS = 1_731_946_440_000 as UnixMs;

/** A note as a person would write it. */
export function createNote(id: EntryId, text: string, at: UnixMs = EPOCH_MS): Entry {
  return {
    v: 1, id, author: { name: 'Ada Lind', prefix: 'K7' }, source: 'typed', tags: [], links: [],
    occurred: { at, precision: 'minute', zone: 'Europe/Oslo', offsetMinutes: 60, written: '17:14', clockSource: 'device' },
    recorded: { at, zone: 'Europe/Oslo', offsetMinutes: 60 }, kind: 'note', body: { text },
  };
}

export function createMeta(seq: number, parents: readonly FrameReference[] = []): FrameMeta {
  return {
    hlc: { ms: (EPOCH_MS + seq * 1000) as UnixMs, counter: 0 }, wall: { ms: (EPOCH_MS + seq * 1000) as UnixMs, zone: 'Europe/Oslo', offset: 60 },
    mono: { boot: new Uint8Array(16).fill(7), ms: seq * 1000 }, timeSource: { state: 'unsynchronised', errorMs: null }, parents, app: { version: '0.1.0', build: 'test' },
  };
}

/** A device that writes one feed of a log; `write` answers the next frame. */
export interface TestWriter {
  readonly genesis: Genesis;
  readonly device: DeviceKeys;
  readonly instance: Uint8Array;
  readonly random: RandomBytes;
  readonly write: (texts: readonly string[], options?: { readonly position?: FeedPosition; readonly parents?: readonly FrameReference[]; readonly raw?: readonly Uint8Array[] }) => AppendedFrame;
  readonly position: () => FeedPosition;
}

/** `join`: a new feed of that log. `twinOf`: the same feed written a second time, as a copied vault would. */
export function createWriter(options: { readonly seed: number; readonly scope?: Scope; readonly join?: TestWriter; readonly device?: DeviceKeys; readonly twinOf?: TestWriter }): TestWriter {
  const random = seededRandom(options.seed);
  const device = options.device ?? options.twinOf?.device ?? createDevice(random);
  const instance = options.twinOf?.instance ?? random(16);
  const genesis = options.join?.genesis ?? options.twinOf?.genesis ?? createGenesis({ scope: options.scope ?? 'incident', device, instance }, random);
  let position = options.join === undefined ? genesis.position : startOfFeed();
  return {
    genesis, device, instance, random,
    position: () => position,
    write: (texts, extra = {}) => {
      const at = extra.position ?? position;
      const entries = extra.raw ?? texts.map((text) => noteBytes(createEntryId(EPOCH_MS, random), text));
      const frame = appendFrame({
        log: genesis.log, scope: options.scope ?? 'incident', device, instance, position: at, membershipHead: genesis.membershipHead, epoch: genesis.epoch,
        entries, meta: createMeta(at.nextSeq, extra.parents),
      }, random);
      if (!frame.ok) throw new Error(frame.error.message);
      position = frame.value.position;
      return frame.value;
    },
  };
}

export function noteBytes(id: EntryId, text: string): Uint8Array {
  const bytes = encodeEntry(createNote(id, text));
  if (!bytes.ok) throw new Error(bytes.error.message);
  return bytes.value;
}
