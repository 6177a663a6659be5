import { fail, hexToBytes, ok, type Failure, type LogId, type Result } from '#base';
import { logIdToBytes } from '#crypto';
import type { Proofs } from '#log';
import type { Checkpoint } from '../checkpoint.ts';
import { MAX_HAVE_FEEDS } from '../limits.ts';
import { ask, type AskFailure, type Transport } from './ask.ts';
import type { LocalLog } from './localLog.ts';
import { readCheckpoint, type Mirror, type MirrorFailure } from './mirror.ts';
import type { PieceSizes } from './pieceSize.ts';

export type PullFailure = AskFailure['kind'] | MirrorFailure | 'cancelled';
/** An answer to `pull` whose checkpoint holds: nothing of it is believed or kept yet. */
export interface Arrived {
  readonly items: readonly Uint8Array[];
  /** Those of the items that are frames, and what their bytes prove, which may still be looked at. */
  readonly frames: readonly Uint8Array[];
  readonly proofs: Promise<Proofs | null>;
  readonly checkpoint: Checkpoint;
}
/** Asks for the leaves of a log in their order, one request at a time, a little ahead of what is taken. */
export interface PullAhead {
  readonly next: () => Promise<Result<Arrived, Failure<PullFailure>>>;
  /** Asks for nothing more. What is on its way is not looked at. */
  readonly stop: () => void;
}
interface Options {
  readonly transport: Transport;
  readonly server: Uint8Array;
  readonly local: LocalLog;
  /** What every checkpoint is compared with. */
  readonly verified: Mirror;
  readonly from: number;
  readonly pieces: PieceSizes;
  /** The first answer shall have frames only: a hash stood for one that is not here. */
  readonly framesFirst: boolean;
  readonly cancelled: () => boolean;
}

/** Answers that are asked for while another is taken. With their sizes they bound what a cut throws away. */
const AHEAD = 2;

export function createPullAhead(options: Options): PullAhead {
  const log: Uint8Array = logIdToBytes(options.local.log);
  const coming: Promise<Result<Arrived, Failure<PullFailure>>>[] = [];
  let isStopped = false;
  let last = fetch(options.from, options.framesFirst);
  let nextFrom = options.from;

  async function fetch(from: number, framesOnly: boolean): Promise<Result<Arrived, Failure<PullFailure>>> {
    if (isStopped || options.cancelled()) return fail('cancelled', 'the round was stopped');
    const have = framesOnly ? [] : haveOf(options.local);
    const answer = await ask(options.transport, 'pull', { log, from, have, maxBytes: options.pieces.down() });
    if (!answer.ok) return answer;
    const { items } = answer.value;
    const checkpoint = readCheckpoint(options.verified, answer.value.checkpoint, { server: options.server, log: options.local.log as LogId });
    if (!checkpoint.ok) return checkpoint;
    if (answer.value.from !== from || from + items.length > checkpoint.value.size) return fail('bad-answer', 'the server answered another question');
    nextFrom = from + items.length;
    const frames = items.filter(({ length }) => length > 32);
    return ok({ items, frames, checkpoint: checkpoint.value, proofs: frames.length === 0 ? Promise.resolve([]) : (options.local.prove?.(frames) ?? Promise.resolve(null)) });
  }

  function goOn(): void {
    last = last.then((before) => (before.ok && before.value.items.length > 0 && nextFrom < before.value.checkpoint.size ? fetch(nextFrom, false) : before));
    // What nobody waits for any more may fail unheard.
    last.catch(() => undefined);
    coming.push(last);
  }

  coming.push(last);
  while (coming.length < AHEAD) goOn();
  return {
    next: () => {
      goOn();
      // There is always one: as many are put in as are taken out.
      return coming.shift() ?? last;
    },
    stop: () => {
      isStopped = true;
    },
  };
}

function haveOf(local: LocalLog): readonly { readonly feed: Uint8Array; readonly size: number }[] {
  return local.have().slice(0, MAX_HAVE_FEEDS).map(({ feed, size }) => ({ feed: hexToBytes(feed) ?? new Uint8Array(32), size }));
}
