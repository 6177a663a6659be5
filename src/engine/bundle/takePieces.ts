import { ok, type Failure, type LogId, type Result } from '#base';
import type { ImportedLog } from '#ipc';
import type { Core } from '../core/core.ts';
import { recordedParts } from '../repair/mendParts.ts';
import type { Session } from '../session/openSession.ts';
import { stopped, type BundleRun } from './bundleRun.ts';
import type { OpenedPart } from './openFiles.ts';

type Pieces = Pick<ImportedLog, 'piecesAdded' | 'piecesKnown' | 'piecesLeft' | 'piecesDamaged'>;

/**
 * Takes the sealed parts of evidence that parts of bundles carry and that an entry of the log records, each compared with the hash in its entry. One without an entry is left: its frames come in
 * another part. Behind damage in a part nothing is looked at.
 */
export async function takePieces(core: Core, session: Session, run: BundleRun, log: LogId, parts: readonly OpenedPart[]): Promise<Result<Pieces, Failure>> {
  const total = parts.reduce((sum, { manifest }) => manifest.pieces.reduce((bytes, piece) => bytes + piece.bytes, sum), 0);
  const result = { piecesAdded: 0, piecesKnown: 0, piecesLeft: 0, piecesDamaged: 0 };
  if (total === 0) return ok(result);
  run.begin('taking', total);
  const recorded = new Map(recordedParts(session, log).map((one) => [`${one.item} ${one.part}`, one.recorded]));
  const dispose = core.options.vault.on('bundle.progress', ({ bytes }) => run.onBytes(bytes));
  try {
    for (const part of parts) {
      let from = part.framesAt + part.manifest.frames.bytes;
      for (const piece of part.manifest.pieces) {
        if (run.cancelled()) return stopped();
        const wanted = recorded.get(`${piece.item} ${piece.part}`);
        if (wanted === undefined) result.piecesLeft += 1;
        else if (part.damagedAt !== null || wanted.sealedSha256 !== piece.sha256 || wanted.sealedBytes !== piece.bytes) result.piecesDamaged += 1;
        else {
          const { grant, file, payload } = part;
          const taken = await core.options.vault.call('bundle.takePiece', { grant, file, ...payload, from, piece });
          if (!taken.ok) return taken;
          if (taken.value.damagedAt !== null) part.damagedAt = taken.value.damagedAt;
          if (taken.value.outcome === 'whole') result.piecesKnown += 1;
          else if (taken.value.outcome === 'repaired') result.piecesAdded += 1;
          else result.piecesDamaged += 1;
        }
        from += piece.bytes;
      }
    }
  } finally {
    dispose();
  }
  return ok(result);
}
