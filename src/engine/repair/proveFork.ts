import { bytesToSha256Hex, fail, ok, type Failure, type LogId, type Result } from '#base';
import { sha256 } from '#crypto';
import type { ExportedFile } from '#ipc';
import { checkForkProof, decodeFrame, encodeForkProof, type Frame } from '#log';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import type { Session } from '../session/openSession.ts';
import { framesOf, headerOf } from './compareCopy.ts';
import { ownFrames } from './frameSource.ts';

/** The proof that one device signed two frames for the same place, read from the frames on disk and checked (docs/spec/frames.md section 9). */
export async function proveFork(core: Core, session: Session, input: { readonly log: LogId; readonly feed: string; readonly seq: number }): Promise<Result<ExportedFile, Failure<'unknown-target' | 'io'>>> {
  const fork = session.book.get(input.log)?.open.reader.forks().find((candidate) => candidate.feed === input.feed && candidate.seq === input.seq);
  if (fork === undefined) return unknownTarget();
  const found = new Map<string, Frame>();
  const read = await ownFrames(core.options.vault, input.log)((bytes) => {
    for (const frame of framesOf(bytes)) {
      const header = headerOf(frame);
      if (!fork.headers.some((wanted) => wanted === header) || found.has(header)) continue;
      const kept = decodeFrame(frame.bytes.slice());
      if (kept.ok) found.set(header, kept.value);
    }
  });
  const [first, second] = fork.headers.toSorted().map((header) => found.get(header));
  if (!read || first === undefined || second === undefined) return fail('io', 'the two frames could not be read from the vault folder');
  const bytes = encodeForkProof(first, second);
  const checked = checkForkProof(bytes);
  if (!checked.ok || !checked.value.holds) return unknownTarget();
  return ok({ fileName: `fork-${input.feed.slice(0, 12)}-${input.seq}.hfk`, bytes, rows: 2, leftOut: [], sha256: bytesToSha256Hex(sha256(bytes)) });
}
