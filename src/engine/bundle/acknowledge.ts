import { bytesToHex, fail, ok, type Failure, type In, type Result } from '#base';
import type { BundleExported, BundleExportFailure, EngineContract } from '#ipc';
import { createLogReader, encodeCosignature, MAX_RECIPIENTS } from '#log';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import type { Session } from '../session/openSession.ts';
import { statedHeads } from '../witness/timeStamps.ts';
import type { BundleRun } from './bundleRun.ts';
import { bundleHeads } from './standing.ts';
import { eachStoredFrame } from './storedFrames.ts';
import { chooseRecipients, writeParts } from './writeParts.ts';

/**
 * Reads a log from its first frame on as it lies on disk, checks every frame, and states with the device's key how far it goes: a bundle with a cosignature and without frames
 * (docs/spec/bundle.md section 5). Without recipients it is for all other members, at most the first 64.
 */
export async function acknowledge(core: Core, session: Session, run: BundleRun, input: In<EngineContract, 'bundle.acknowledge'>): Promise<Result<BundleExported, Failure<BundleExportFailure>>> {
  const open = session.book.get(input.log)?.open;
  if (open === undefined) return unknownTarget();
  const own = bytesToHex(session.keyring.device.ed25519);
  const others = (open.reader.membership()?.members ?? []).map(({ device }) => bytesToHex(device)).filter((device) => device !== own);
  const recipients = chooseRecipients(session, open, input.recipients ?? others.slice(0, MAX_RECIPIENTS));
  if (!recipients.ok) return recipients;
  // What is in memory was checked once; stated is what the disk gives back now.
  const reader = createLogReader({ log: input.log, keys: null });
  const read = await eachStoredFrame(core.options.vault, input.log, run, (frame) => void reader.ingest(frame.bytes, 'scanned'));
  if (!read.ok) return read;
  reader.settle();
  const heads = statedHeads(reader);
  if (heads.length === 0) return fail('io', 'frames are missing in every feed of this journal, so that nothing can be stated about it');
  const cosignature = encodeCosignature({ log: input.log, at: core.time.now(), heads }, session.keyring.device);
  if (!cosignature.ok) return fail('io', cosignature.error.message);
  const written = await writeParts(core, session, run, { ...input, open, recipients: recipients.value, content: { frames: [], pieces: [], heads: bundleHeads(open), after: [], cosignatures: [cosignature.value] } });
  if (!written.ok) return written;
  const { contentSha256: _hash, ...exported } = written.value;
  return ok({ ...exported, entry: null });
}
