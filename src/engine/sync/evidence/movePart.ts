import { fail, hexToBytes, ok, type Client, type Failure, type LogId, type Result } from '#base';
import { logIdToBytes } from '#crypto';
import type { CarriedPiece, ItemFailure, SyncFailure, VaultContract } from '#ipc';
import { ask, type AskFailure, type Transport } from '#sync';

export type MoveFailure = SyncFailure | ItemFailure;
/** Why a piece did not go; `answered` is what the server said beside its code. */
export interface PieceFailure extends Failure<MoveFailure> { readonly answered?: AskFailure['answered'] & {} }
/** The way of one part: `turn` gives the connection for one piece, when everything that goes first has gone. */
export interface Way {
  readonly vault: Client<VaultContract>;
  readonly log: LogId;
  readonly turn: <T>(work: (transport: Transport) => Promise<Result<T, PieceFailure>>) => Promise<Result<T, Failure<MoveFailure>>>;
  readonly pieceBytes: () => number;
  /** False when nobody waits for the part any more: nothing is written then. */
  readonly isOpen: () => boolean;
  /** So many bytes of a piece went; told before the answer is there. */
  readonly spend: (bytes: number) => void;
  /** The part ends here now on the side that it goes to. */
  readonly onStand: (bytes: number) => void;
}

/** A side that stands still or goes back so often in one part does not mean to take it. */
const PATIENCE = 4;

/** Sends a sealed part from where the server's ends (docs/spec/sync.md section 3.1). The server compares the hash of the whole: `damaged-here` when the part is another than its entry records. */
export async function sendPart(way: Way, piece: CarriedPiece, begun: number): Promise<Result<void, Failure<MoveFailure>>> {
  const request = { log: logIdToBytes(way.log), blob: blobOf(piece), size: piece.bytes };
  let at = Math.min(begun, piece.bytes);
  // A server that holds all bytes and does not call it whole has others.
  if (at === piece.bytes) at = 0;
  for (let setbacks = 0; setbacks < PATIENCE; ) {
    const from = at;
    const put = await way.turn(async (transport): Promise<Result<{ readonly bytes: number }, PieceFailure>> => {
      const read = await way.vault.call('sealed.read', { item: piece.item, part: piece.part, from, maxBytes: Math.min(way.pieceBytes(), piece.bytes - from) });
      if (!read.ok) return read.error.kind === 'missing' ? fail('not-here', 'the part is not here') : fail('io', 'the part could not be read');
      if (read.value.bytes.length === 0) return fail('damaged-here', 'the part is shorter than its entry records');
      way.spend(read.value.bytes.length);
      return ask(transport, 'blob.put', { ...request, from, bytes: read.value.bytes });
    });
    if (!put.ok) return put.error.kind === 'refused' ? fail('damaged-here', 'the part is another than its entry records') : put;
    const { bytes } = put.value;
    if (bytes > piece.bytes) return fail('bad-answer', 'the server holds more than there is');
    way.onStand(bytes);
    if (bytes === piece.bytes) return ok(undefined);
    if (bytes <= from) setbacks += 1;
    at = bytes;
  }
  return fail('bad-answer', 'the server takes no more of a part');
}

/** Fetches a sealed part from where the one here ends. `other-bytes` when what came has not the hash that its entry records; nothing has taken its name then. */
export async function fetchPart(way: Way, piece: CarriedPiece, begun: number): Promise<Result<void, Failure<MoveFailure>>> {
  const request = { log: logIdToBytes(way.log), blob: blobOf(piece) };
  let at = begun <= piece.bytes ? begun : 0;
  for (let setbacks = 0; at < piece.bytes; ) {
    const from = at;
    const took = await way.turn(async (transport): Promise<Result<number, PieceFailure>> => {
      const maxBytes = Math.min(way.pieceBytes(), piece.bytes - from);
      const got = await ask(transport, 'blob.get', { ...request, from, maxBytes });
      if (!got.ok) return got;
      const { bytes, size } = got.value;
      if (size === 0 && bytes.length === 0) return fail('not-on-server', 'the server has not got the part');
      if (size !== piece.bytes || bytes.length === 0 || bytes.length > maxBytes) return otherBytes();
      way.spend(bytes.length);
      if (!way.isOpen()) return fail('cancelled', 'the part is not wanted any more');
      const written = await way.vault.call('sealed.write', { piece, from, bytes });
      return written.ok ? ok(written.value.bytes) : fail(diskFailure(written.error.kind), 'the part could not be written');
    });
    if (!took.ok) return took;
    if (took.value <= from) setbacks += 1;
    if (setbacks >= PATIENCE) return fail('io', 'the part could not be written');
    at = took.value;
    way.onStand(at);
  }
  const finished = await way.vault.call('sealed.finish', { piece });
  if (!finished.ok) return fail(diskFailure(finished.error.kind), 'the part could not be written');
  return finished.value.outcome === 'other' ? otherBytes() : ok(undefined);
}

function otherBytes() {
  return fail('other-bytes', 'the server gave other bytes than the entry records');
}

function diskFailure(kind: string): 'io' | 'disk-full' | 'read-only' {
  return kind === 'disk-full' || kind === 'read-only' ? kind : 'io';
}

function blobOf({ sha256 }: CarriedPiece): Uint8Array {
  const bytes = hexToBytes(sha256);
  if (bytes === null) throw new Error('a hash has 64 hexadecimal digits');
  return bytes;
}
