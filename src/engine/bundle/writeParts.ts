import { bytesToHex, concatBytes, fail, hexToBytes, ok, type Failure, type LogId, type Result, type Sha256Hex } from '#base';
import { deviceFingerprint, sha256 } from '#crypto';
import type { BundleExported, BundleExportFailure, CarriedPiece } from '#ipc';
import { encodeBundleHead, MAX_RECIPIENTS, planParts, type BundleManifest, type Member } from '#log';
import type { Core } from '../core/core.ts';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { runFailure, stopped, type BundleRun } from './bundleRun.ts';
import { toStretches, type StoredFrame } from './storedFrames.ts';

/** What a bundle is to hold; frames in the order in which they are to come. */
export interface BundleContent extends Pick<BundleManifest, 'heads' | 'after' | 'cosignatures'> {
  readonly frames: readonly StoredFrame[];
  readonly pieces: readonly CarriedPiece[];
}
export type WrittenBundle = Omit<BundleExported, 'entry'> & { readonly contentSha256: Sha256Hex };

/** The chosen members of a log; `bad-recipient` when one is no member or this device, or when there are none or more than 64. */
export function chooseRecipients(session: Session, open: OpenLog, devices: readonly string[]): Result<readonly Member[], Failure<'bad-recipient'>> {
  const own = bytesToHex(session.keyring.device.ed25519);
  const members = open.reader.membership()?.members ?? [];
  const chosen = [...new Set(devices)].map((device) => members.find((member) => device !== own && bytesToHex(member.device) === device));
  if (chosen.length === 0 || chosen.length > MAX_RECIPIENTS) return fail('bad-recipient', `a bundle is for 1 to ${MAX_RECIPIENTS} members`);
  return chosen.every((member) => member !== undefined) ? ok(chosen) : fail('bad-recipient', 'a bundle can be made for other members of this journal only');
}

/** Writes all parts of a bundle into a granted folder. Cancelled or failed, those that were written are taken away again (docs/spec/bundle.md sections 1 and 2). */
export async function writeParts(core: Core, session: Session, run: BundleRun, input: { readonly log: LogId; readonly folder: string; readonly open: OpenLog; readonly recipients: readonly Member[]; readonly content: BundleContent }): Promise<Result<WrittenBundle, Failure<BundleExportFailure>>> {
  const { content } = input;
  const plan = planParts(content.frames.map(({ bytes }) => bytes), content.pieces.map(({ bytes }) => bytes), core.options.bundlePartBytes);
  const scope = input.open.reader.scope();
  if (!plan.ok || scope === null) return fail('io', plan.ok ? 'this journal has no first frame' : plan.error.message);
  const bundle = bytesToHex(core.options.random(16));
  run.begin('writing', plan.value.reduce((sum, part) => sum + part.bytes, 0));
  const dispose = core.options.vault.on('bundle.progress', ({ bytes }) => run.onBytes(bytes));
  const written: WrittenPart[] = [];
  let failed: Result<never, Failure<BundleExportFailure>> | null = null;
  for (const [index, part] of plan.value.entries()) {
    const frames = content.frames.slice(...part.frames);
    const manifest = { bundle, part: index + 1, parts: plan.value.length, log: input.log, scope, exportedAt: core.time.now(), heads: content.heads, after: content.after, cosignatures: content.cosignatures, app: core.options.app };
    const outcome = run.cancelled() ? stopped() : await writePart(core, session, run, input, manifest, frames, part.pieces.flatMap((number) => content.pieces[number] ?? []));
    if (outcome.ok) written.push(outcome.value);
    else {
      failed = outcome;
      break;
    }
  }
  dispose();
  if (failed === null && run.cancelled()) failed = stopped();
  if (failed !== null) {
    await core.options.vault.call('bundle.drop', { grant: input.folder, bundle });
    return failed;
  }
  const pieces = written.reduce((sum, part) => sum + part.pieces, 0);
  return ok({
    bundle, files: written.map(({ name, bytes, sha256: hash }) => ({ name, bytes, sha256: hash })), frames: content.frames.length, pieces, piecesLeftOut: content.pieces.length - pieces,
    recipients: input.recipients.map(({ device }) => ({ device: bytesToHex(device), fingerprint: deviceFingerprint(device) })), bytes: written.reduce((sum, part) => sum + part.bytes, 0),
    contentSha256: bytesToHex(sha256(concatBytes(...written.map((part) => hexToBytes(part.sha256) ?? new Uint8Array(0))))) as Sha256Hex,
  });
}

interface WrittenPart { readonly name: string; readonly bytes: number; readonly sha256: Sha256Hex; readonly pieces: number }

// A piece that turns out to be damaged is left out, and the part is begun anew: its manifest names what follows it.
async function writePart(core: Core, session: Session, run: BundleRun, input: Parameters<typeof writeParts>[3], manifest: Omit<BundleManifest, 'exporter' | 'frames' | 'pieces'>, frames: readonly StoredFrame[], pieces: readonly CarriedPiece[]): Promise<Result<WrittenPart, Failure<BundleExportFailure>>> {
  const head = encodeBundleHead({ ...manifest, frames: { count: frames.length, bytes: frames.reduce((sum, { bytes }) => sum + bytes, 0) }, pieces }, session.keyring.device);
  if (!head.ok) return fail('io', head.error.message);
  const answer = await core.options.vault.call('bundle.writePart', {
    grant: input.folder, bundle: manifest.bundle, part: manifest.part, recipients: input.recipients.map(({ x25519 }) => x25519), head: head.value, log: input.log, frames: toStretches(frames), pieces,
  });
  if (!answer.ok) return runFailure(run, answer.error, ['unknown-grant', 'bad-recipient', 'disk-full', 'read-only'] as const);
  if (answer.value.outcome === 'written') return ok({ ...answer.value, pieces: pieces.length });
  const { piece } = answer.value;
  return writePart(core, session, run, input, manifest, frames, pieces.filter((_, index) => index !== piece));
}
