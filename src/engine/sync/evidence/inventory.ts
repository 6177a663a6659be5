import { fail, hexToBytes, ok, type Failure, type LogId, type Result, type Sha256Hex } from '#base';
import { logIdToBytes } from '#crypto';
import type { CarriedPiece, SyncFailure } from '#ipc';
import { ask, type Transport } from '#sync';
import type { Core } from '../../core/core.ts';

/** What is known of sealed parts on both sides: nothing of it is a proof, all of it is looked at again before a byte goes. */
export interface Inventory {
  /** Whether a part of the recorded length is here; null while nobody has looked. */
  readonly isHere: (piece: CarriedPiece) => boolean | null;
  /** Bytes that the server holds of a part, `whole`, or null while it was not asked. */
  readonly there: (piece: CarriedPiece) => number | 'whole' | null;
  /** Looks at the folder of the vault; answers how many bytes of each were fetched before. */
  readonly look: (pieces: readonly CarriedPiece[]) => Promise<readonly number[]>;
  /** Asks the server. One turn of a connection for each 256 parts. */
  readonly ask: (transport: Transport, log: LogId, pieces: readonly CarriedPiece[]) => Promise<Result<void, Failure<SyncFailure>>>;
  readonly noteHere: (piece: CarriedPiece) => void;
  readonly noteThere: (piece: CarriedPiece, bytes: number | 'whole' | null) => void;
  /** Another connection: what a server was thought to hold counts no more. */
  readonly forgetServer: () => void;
}

export const ASK_AT_ONCE = 256;
const LOOK_AT_ONCE = 4_096;

export function createInventory(core: Core): Inventory {
  const here = new Map<string, boolean>();
  const there = new Map<Sha256Hex, number | 'whole'>();
  const keyOf = ({ item, part }: CarriedPiece) => `${item} ${part}`;
  return {
    isHere: (piece) => here.get(keyOf(piece)) ?? null,
    there: ({ sha256 }) => there.get(sha256) ?? null,
    look: async (pieces) => {
      const begun: number[] = [];
      for (let from = 0; from < pieces.length; from += LOOK_AT_ONCE) {
        const some = pieces.slice(from, from + LOOK_AT_ONCE);
        const looked = await core.options.vault.call('sealed.look', { pieces: some });
        for (const [index, piece] of some.entries()) {
          const part = looked.ok ? looked.value.parts[index] : undefined;
          here.set(keyOf(piece), part?.here ?? false);
          begun.push(part?.begun ?? 0);
        }
      }
      return begun;
    },
    ask: async (transport, log, pieces) => {
      for (let from = 0; from < pieces.length; from += ASK_AT_ONCE) {
        const some = pieces.slice(from, from + ASK_AT_ONCE);
        const answer = await ask(transport, 'blob.have', { log: logIdToBytes(log), blobs: some.map(({ sha256 }) => hexToBytes(sha256) ?? new Uint8Array(32)) });
        if (!answer.ok) return answer;
        if (answer.value.bytes.length !== some.length) return fail('bad-answer', 'the server answered another question');
        for (const [index, { sha256 }] of some.entries()) there.set(sha256, answer.value.bytes[index] ?? 'whole');
      }
      return ok(undefined);
    },
    noteHere: (piece) => void here.set(keyOf(piece), true),
    noteThere: ({ sha256 }, bytes) => void (bytes === null ? there.delete(sha256) : there.set(sha256, bytes)),
    forgetServer: () => there.clear(),
  };
}
