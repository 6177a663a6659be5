import { bytesToHex, equalBytes, fail, ok, type Failure, type In, type Result } from '#base';
import { isEntityOf } from '#domain';
import type { BundleExported, BundleExportFailure, CarriedPiece, EngineContract } from '#ipc';
import { isLacking, leastHeld, orderFrames, type FeedMark } from '#log';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import type { OpenLog } from '../logs/openLog.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import { recordedParts } from '../repair/mendParts.ts';
import type { Session } from '../session/openSession.ts';
import type { BundleRun } from './bundleRun.ts';
import { bundleHeads, heldByMember } from './standing.ts';
import { listStoredFrames, type StoredFrame } from './storedFrames.ts';
import { chooseRecipients, writeParts } from './writeParts.ts';

/**
 * Writes a log, or what the recipients lack of it, as a bundle into a granted folder and records the export (docs/spec/bundle.md sections 1 to 4). When it cannot be recorded nothing is left in the
 * folder. A reader or witness writes no entries: its export is not recorded.
 */
export async function exportBundle(core: Core, session: Session, run: BundleRun, input: In<EngineContract, 'bundle.export'>): Promise<Result<BundleExported, Failure<BundleExportFailure>>> {
  const open = session.book.get(input.log)?.open;
  if (open === undefined) return unknownTarget();
  const recipients = chooseRecipients(session, open, input.recipients);
  if (!recipients.ok) return recipients;
  const after = input.carry === 'all' ? [] : leastHeld(recipients.value.map(({ device }) => heldByMember(open, bytesToHex(device)))).slice(0, 4096);
  const heads = bundleHeads(open);
  const stored = await listStoredFrames(core.options.vault, open.reader, run);
  if (!stored.ok) return stored;
  const lacking = lackingFrames(stored.value, after);
  const frames = orderFrames(lacking).flatMap((index) => lacking[index] ?? []);
  const pieces = input.evidence ? piecesOf(session, open, frames) : [];
  if (frames.length + pieces.length === 0) return fail('nothing-lacking', 'the recipients have all of this journal');
  const written = await writeParts(core, session, run, { ...input, open, recipients: recipients.value, content: { frames, pieces, heads, after, cosignatures: [] } });
  if (!written.ok) return written;
  const { contentSha256, ...exported } = written.value;
  if (!mayWrite(session, open)) return ok({ ...exported, entry: null });
  const recorded = await recordDrafts(core, session, input.log, () => ok([{ draft: { kind: 'export', occurred: null, body: {
    format: 'bundle', rows: frames.length, leftOut: stored.value.length - frames.length, contentSha256, bundle: exported.bundle, recipients: exported.recipients.map(({ fingerprint }) => fingerprint.replaceAll(' ', '')), heads,
  } } }]));
  const [entry] = recorded.ok ? recorded.value.sealed : [];
  if (recorded.ok && entry !== undefined) return ok({ ...exported, entry });
  await core.options.vault.call('bundle.drop', { grant: input.folder, bundle: exported.bundle });
  return recorded.ok ? fail('io', 'the export could not be recorded') : recorded;
}

/** True when this device writes entries in a log. */
export function mayWrite(session: Session, open: OpenLog): boolean {
  const own = open.reader.membership()?.members.find((member) => equalBytes(member.device, session.keyring.device.ed25519));
  return own !== undefined && (own.role === 'admin' || own.role === 'writer');
}

function lackingFrames(frames: readonly StoredFrame[], after: readonly FeedMark[]): readonly StoredFrame[] {
  const marks = new Map(after.map(({ feed, seq }) => [feed, seq]));
  return frames.filter(({ feed, seq }) => isLacking(marks, feed, seq));
}

/** The sealed parts of the items whose entries stand in these frames. */
function piecesOf(session: Session, open: OpenLog, frames: readonly StoredFrame[]): readonly CarriedPiece[] {
  const carried = new Set(frames.map(({ headerSha256 }) => headerSha256));
  const { entities } = open.state();
  return recordedParts(session, open.log).flatMap(({ item, part, recorded }) => {
    const entity = entities.get(item as unknown as Parameters<typeof entities.get>[0]);
    if (entity === undefined || !isEntityOf(entity, 'evidence') || !carried.has(entity.stamp.place.headerSha256)) return [];
    return [{ item, part, bytes: recorded.sealedBytes, sha256: recorded.sealedSha256 }];
  });
}
