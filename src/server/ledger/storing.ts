import { bytesToHex, err, ok, type Result } from '#base';
import { signCheckpoint, type SyncError } from '#sync';
import type { AppendFailure } from '../store/types.ts';
import type { Backoff } from './backoff.ts';
import type { Standing } from './judge.ts';
import { readOn, type BookOptions, type Held, type ReadLog, type Signed } from './readLog.ts';

/** How often another node may be quicker before the client is told to come again. */
const MAX_TRIES = 16;
export const unavailable: SyncError = { error: 'unavailable', message: 'the log cannot be served now' };
const diskFull: SyncError = { error: 'quota', message: 'the server has no room left', what: 'disk' };

interface Around {
  /** Takes over what is held from now on. */
  readonly take: (read: ReadLog) => Held;
  readonly signed: () => Signed | null;
  readonly backoff: Backoff;
}
/** A checkpoint over everything that was to be stored, and the header hashes of what another node stored first. */
export interface Written { readonly checkpoint: Uint8Array; readonly byOthers: ReadonlySet<string> }

/** Stores frames that stand and signs for them (docs/spec/server.md section 9.2), beside other nodes of the same store. After a failure the judge holds what is not stored. */
export function createStoring(options: BookOptions, { take, signed, backoff }: Around): { readonly write: (current: Held, standing: readonly Standing[]) => Promise<Result<Written, SyncError>> } {
  const { log, store } = options;

  async function write(current: Held, standing: readonly Standing[]): Promise<Result<Written, SyncError>> {
    const added = await add(current, standing);
    if (!added.ok) return added;
    let now = added.value.now;
    // Of an empty log nothing is signed.
    if (now.index.size() === 0) return ok({ checkpoint: new Uint8Array(0), byOthers: added.value.byOthers });
    for (let tries = 0; now.checkpoint === null; tries += 1) {
      const { signer } = options.signing();
      const over: Signed = { size: now.index.size(), root: now.index.root() };
      const checkpoint = signCheckpoint({ log, ...over, at: options.now() }, signer);
      const kept = await store.keepCheckpoint(log, over, checkpoint);
      if (kept.ok) {
        now = take({ held: { ...now, checkpoint, signer }, signed: over });
        backoff.worked();
      } else {
        const read = await afterOthers(now, kept.error, tries, new Set());
        if (!read.ok) return read;
        now = read.value;
      }
    }
    return ok({ checkpoint: now.checkpoint, byOthers: added.value.byOthers });
  }

  /** Stores frames behind those that are held, and behind what another node stores meanwhile. */
  async function add(current: Held, standing: readonly Standing[]): Promise<Result<{ readonly now: Held; readonly byOthers: ReadonlySet<string> }, SyncError>> {
    const awaited = new Set(standing.map(({ headerHash }) => bytesToHex(headerHash)));
    let now = current;
    let left = standing;
    for (let tries = 0; left.length > 0; tries += 1) {
      const written = await store.append(log, now.index.size(), left.map(({ bytes }) => bytes));
      if (written.ok) {
        for (const { headerHash, feed, seq } of left) now.index.add(headerHash, feed, seq);
        return ok({ now: { ...now, checkpoint: null }, byOthers: othersOf(standing, left) });
      }
      const read = await afterOthers(now, written.error, tries, awaited);
      if (!read.ok) return read;
      now = read.value;
      left = left.filter(({ headerHash }) => awaited.has(bytesToHex(headerHash)));
    }
    return ok({ now, byOthers: othersOf(standing, left) });
  }

  async function afterOthers(now: Held, { kind }: AppendFailure, tries: number, awaited: Set<string>): Promise<Result<Held, SyncError>> {
    if (kind === 'io') backoff.failed();
    if (kind !== 'moved' || tries >= MAX_TRIES) return err(kind === 'disk-full' ? diskFull : unavailable);
    // Two nodes that meet again and again part.
    if (tries > 1) await new Promise((resolve) => setTimeout(resolve, Math.random() * tries * 4));
    const read = await readOn(options, now, signed(), awaited);
    return read.ok ? ok(take(read.value)) : err(unavailable);
  }

  return { write };
}

function othersOf(standing: readonly Standing[], left: readonly Standing[]): ReadonlySet<string> {
  const own = new Set(left);
  return new Set(standing.filter((one) => !own.has(one)).map(({ headerHash }) => bytesToHex(headerHash)));
}
