import { bytesToHex, bytesToSha256Hex, ok, type EntryId, type Failure, type LogId, type Result } from '#base';
import type { EntryChain } from '#ipc';
import { checkEntryProof, decodeFrame, hashHeader, proveEntryLeaves, scanFrames, type Frame } from '#log';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';

const READ_BYTES = 4 * 2 ** 20;

/** The chain of one entry, proved anew from the frame on disk: leaf, path, entries root, header, signature, and how many later frames cover it. */
export async function chainOf(core: Core, session: Session, log: LogId, entryId: EntryId): Promise<Result<EntryChain, Failure<'unknown-target'>>> {
  const open = session.book.get(log)?.open;
  const placed = open?.placed().find((candidate) => candidate.id === entryId);
  if (open === undefined || placed === undefined) return unknownTarget();
  const frame = await findFrame(core, open, placed.place.headerSha256);
  const secret = frame === null ? null : open.reader.epochSecret(frame.header.epochId);
  if (frame === null || secret === null) return unknownTarget();
  const proofs = proveEntryLeaves(frame, placed.place.index, secret);
  const [proof] = proofs.ok ? proofs.value : [];
  const checked = proof === undefined ? null : checkEntryProof(proof);
  if (!proofs.ok || proof === undefined || checked?.ok !== true) return unknownTarget();
  // An entry written in leaves holds when each of its texts does too.
  const partsHold = proofs.value.slice(1).map(checkEntryProof).every((part) => part.ok && part.value.leafHolds);
  const head = open.reader.heads().find((candidate) => candidate.feed === placed.place.feed);
  return ok({
    entryId, feed: placed.place.feed, seq: placed.place.seq, index: placed.place.index, leafSha256: bytesToSha256Hex(checked.value.leaf),
    path: proof.path.map(bytesToHex), entriesRoot: bytesToHex(frame.header.entriesRoot), headerSha256: bytesToSha256Hex(checked.value.headerHash),
    previous: bytesToHex(frame.header.previous), feedRoot: bytesToHex(frame.header.feedRoot), signature: bytesToHex(frame.signature), signer: bytesToHex(frame.header.author),
    covered: Math.max(0, (head?.seq ?? placed.place.seq) - placed.place.seq), signatureHolds: checked.value.signatureHolds, leafHolds: checked.value.leafHolds && partsHold,
  });
}

async function findFrame(core: Core, open: OpenLog, headerSha256: string): Promise<Frame | null> {
  let position: number | null = 0;
  while (position !== null) {
    const read: Awaited<ReturnType<typeof readAt>> = await readAt(core, open, position);
    if (!read.ok) return null;
    for (const range of scanFrames(read.value.bytes).frames) {
      const frame = decodeFrame(read.value.bytes.subarray(range.from, range.to));
      if (frame.ok && bytesToHex(hashHeader(frame.value.headerBytes)) === headerSha256) return frame.value;
    }
    position = read.value.next;
  }
  return null;
}

function readAt(core: Core, open: OpenLog, from: number) {
  return core.options.vault.call('log.read', { log: open.log, from, maxBytes: READ_BYTES });
}
