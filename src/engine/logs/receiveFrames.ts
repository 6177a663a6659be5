import { bytesToHex, equalBytes, fail, ok, type Client, type Failure, type FeedId, type LogId, type Result, type Sha256Hex, type UnixMs } from '#base';
import type { DeviceKeys } from '#crypto';
import type { VaultContract } from '#ipc';
import { createLogReader, decodeFrame, feedIdOf, hashHeader, type Ingested, type LogReader, type Proofs } from '#log';
import type { HostMemory } from '../host/hostMemory.ts';
import type { HybridClock } from '../time/hybridClock.ts';
import { takeIngested, type OpenLog } from './openLog.ts';

export type ReceiveFailure = 'io' | 'disk-full' | 'read-only' | 'not-a-member';
/** `waiting`: frames that cannot be placed yet; they are not kept. */
export interface Received { readonly added: number; readonly refused: number; readonly waiting: number }
export interface ReceiveContext {
  readonly vault: Client<VaultContract>; readonly clock: HybridClock; readonly now: () => UnixMs; readonly host: HostMemory; readonly device: DeviceKeys;
}

/**
 * Puts frames from elsewhere through the reader of an open log and appends those that stand. Must run while nobody writes to the log. After a failure of the append, and with
 * `keptBack` (frames that only wait for others), the log in memory holds more than the disk: the caller reads it anew. `proofs`: what was found out about their bytes before.
 */
export async function receiveFrames(context: ReceiveContext, open: OpenLog, frames: readonly Uint8Array[], proofs: Proofs = []): Promise<Result<Received & { readonly keptBack: boolean }, Failure<'io' | 'disk-full' | 'read-only'>>> {
  const standing: Uint8Array[] = [];
  const news: Ingested[] = [];
  let [refused, waiting, aside] = [0, 0, 0];
  for (const [index, bytes] of frames.entries()) {
    const ingested = ingest(open.reader, bytes, proofs[index] ?? null);
    if (ingested.ok) {
      if (ingested.value.status === 'waiting') waiting += 1;
      else if (ingested.value.status !== 'duplicate') {
        standing.push(bytes);
        news.push(ingested.value);
      }
    } else if (holdsPlace(open.reader, open.log, bytes)) standing.push(bytes);
    else {
      refused += 1;
      if (ingested.error.kind === 'broken-chain') aside += 1;
    }
    if (index % TURN_FRAMES === TURN_FRAMES - 1) await turn();
  }
  const keptBack = waiting + aside > 0;
  if (standing.length === 0) return ok({ added: 0, refused, waiting, keptBack });
  const written = await appendFrames(context.vault, open.log, open.bytes, standing);
  if (!written.ok) return written;
  for (const ingested of news) takeIngested(open, ingested, context.clock, context.now(), null);
  open.bytes = written.value;
  const last = standing.at(-1);
  if (last !== undefined) open.tip = { from: open.bytes - last.length, headerSha256: headerOf(last) };
  for (const head of open.reader.heads()) context.host.remember(open.log, head.feed, head.seq, head.headerSha256);
  return ok({ added: standing.length, refused, waiting, keptBack });
}

// A frame that was proved is exactly these bytes.
function ingest(reader: LogReader, bytes: Uint8Array, proved: Proofs[number]): ReturnType<LogReader['ingest']> {
  return proved === null ? reader.ingest(bytes) : reader.admit(proved);
}

// Others get their turn: a screen that waits, and what comes next over the wire.
function turn(): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, 0); });
}

/** Appends many frames in pieces that a port takes at once; answers the length afterwards. Pieces before a failure stay: each frame stands by itself. */
export async function appendFrames(vault: Client<VaultContract>, log: LogId, from: number, frames: readonly Uint8Array[]): Promise<Result<number, Failure<'io' | 'disk-full' | 'read-only'>>> {
  let bytes = from;
  for (let at = 0; at < frames.length; at += APPEND_FRAMES) {
    const written = await vault.call('log.append', { log, expectedBytes: bytes, frames: frames.slice(at, at + APPEND_FRAMES) });
    if (!written.ok) return written.error.kind === 'disk-full' || written.error.kind === 'read-only' ? fail(written.error.kind, written.error.message) : fail('io', 'what came could not be written');
    bytes = written.value.bytes;
  }
  return ok(bytes);
}

/** A log that is not here: its frames are kept in memory until its membership names this device, and are written then. */
export interface Newcomer { readonly take: (frames: readonly Uint8Array[], proofs?: Proofs) => Promise<Result<Received, Failure<ReceiveFailure>>> }

const APPEND_FRAMES = 2_048;
/** Frames after which others get their turn. */
const TURN_FRAMES = 128;
/** More is not kept for a log whose membership does not name this device. */
const MAX_HELD_BYTES = 64 * 2 ** 20;

interface Entrance {
  /** Writes frames as the beginning of the log and opens it. */
  readonly enter: (frames: readonly Uint8Array[]) => Promise<Result<void, Failure<'io' | 'disk-full' | 'read-only'>>>;
  /** Takes what follows into the log that is open now. */
  readonly receive: Newcomer['take'];
}

export function createNewcomer(context: ReceiveContext, log: LogId, { enter, receive }: Entrance): Newcomer {
  const reader = createLogReader({ log, keys: { device: context.device } });
  let held: Uint8Array[] = [];
  // What the reader keeps in memory until the frame before it comes; then it stands, and belongs on the disk like all others.
  let aside: readonly Uint8Array[] = [];
  let bytes = 0;
  const isMember = () => reader.scope() === 'incident' && reader.membership()?.members.some(({ device }) => equalBytes(device, context.device.ed25519)) === true;
  const enterHeld = async () => {
    const entered = held.length === 0 ? ok(undefined) : await enter([...held, ...aside.filter((frame) => holdsPlace(reader, log, frame))]);
    if (entered.ok) [held, aside] = [[], []];
    return entered;
  };
  const setAside = (frame: Uint8Array) => {
    aside = [...aside, frame.slice()];
    bytes += frame.length;
  };
  return {
    take: async (frames, proofs = []) => {
      let [refused, waiting, added] = [0, 0, 0];
      for (const [index, frame] of frames.entries()) {
        const ingested = ingest(reader, frame, proofs[index] ?? null);
        if (ingested.ok && ingested.value.status === 'waiting') {
          waiting += 1;
          setAside(frame);
        } else if (ingested.ok ? ingested.value.status === 'duplicate' : !holdsPlace(reader, log, frame)) {
          refused += ingested.ok ? 0 : 1;
          if (!ingested.ok && ingested.error.kind === 'broken-chain') setAside(frame);
        } else {
          held.push(frame.slice());
          bytes += frame.length;
          added += 1;
        }
        // What is entered is read once more from the disk: it shall be little.
        if (index + 1 === frames.length || !ingested.ok || ingested.value.status !== 'membership' || !isMember()) continue;
        const entered = await enterHeld();
        if (!entered.ok) return entered;
        const rest = await receive(frames.slice(index + 1), proofs.slice(index + 1));
        return rest.ok ? ok({ added: added + rest.value.added, refused: refused + rest.value.refused, waiting: waiting + rest.value.waiting }) : rest;
      }
      const member = isMember();
      if (!member && bytes > MAX_HELD_BYTES) return fail('not-a-member', 'the membership of this log does not name this device');
      const entered = member ? await enterHeld() : ok(undefined);
      return entered.ok ? ok({ added, refused, waiting }) : entered;
    },
  };
}

// What fails in its content stands in its feed all the same, and its header proves it.
function holdsPlace(reader: LogReader, log: LogId, bytes: Uint8Array): boolean {
  const frame = decodeFrame(bytes);
  if (!frame.ok) return false;
  const { author, instance, seq } = frame.value.header;
  return reader.holds(feedIdOf(author, log, instance) as FeedId, seq, hashHeader(frame.value.headerBytes));
}

function headerOf(bytes: Uint8Array): Sha256Hex {
  const frame = decodeFrame(bytes);
  if (!frame.ok) throw new Error('a frame that was taken cannot be read');
  return bytesToHex(hashHeader(frame.value.headerBytes)) as Sha256Hex;
}
