import { err, fail, ok, type Failure, type Result } from '#base';
import { openDeviceAge } from '#crypto';
import type { AgePayload, BundleClass, BundleImported } from '#ipc';
import { bundleHeadLength, decodeBundleHead, MAX_BUNDLE_HEAD_BYTES, type BundleManifest } from '#log';
import type { Core } from '../core/core.ts';
import { portFailure } from '../core/failures.ts';
import type { Session } from '../session/openSession.ts';
import { stopped, type BundleRun } from './bundleRun.ts';

/** A part of a bundle among the files, with its manifest read and the key that opens it. */
export interface OpenedPart {
  readonly grant: string;
  readonly file: number;
  readonly name: string;
  readonly bytes: number;
  readonly payload: AgePayload;
  readonly manifest: BundleManifest;
  /** Where its frames begin in the plaintext. */
  readonly framesAt: number;
  /** The byte of the file from which on nothing could be read; null while nothing was found damaged. */
  damagedAt: number | null;
}
export interface OpenedFiles { readonly parts: readonly OpenedPart[]; readonly setAside: BundleImported['setAside']; readonly others: number }
type Refused = Failure<BundleClass> & { readonly at: number | null };

const READ_BYTES = 2 ** 20;

/** Looks at every granted file: which are parts for this device, and what is wrong with the others (docs/spec/bundle.md section 2). Nothing but their beginnings is read. */
export async function openFiles(core: Core, session: Session, run: BundleRun, grants: readonly string[]): Promise<Result<OpenedFiles, Failure<'unknown-grant' | 'io' | 'cancelled'>>> {
  const parts: OpenedPart[] = [];
  const setAside: BundleImported['setAside'][number][] = [];
  let others = 0;
  for (const grant of grants) {
    const listed = await core.options.vault.call('bundle.list', { grant });
    if (!listed.ok) return portFailure(listed.error, ['unknown-grant'] as const);
    others += listed.value.others;
    for (const file of listed.value.files) {
      if (run.cancelled()) return stopped();
      const opened = await openFile(core, session, { grant, ...file });
      if (opened.ok) parts.push(opened.value);
      else setAside.push({ name: file.name, reason: opened.error.kind, at: opened.error.at });
    }
  }
  return ok({ parts, setAside, others });
}

async function openFile(core: Core, session: Session, chosen: Pick<OpenedPart, 'grant' | 'file' | 'name' | 'bytes'>): Promise<Result<OpenedPart, Refused>> {
  const { grant, file } = chosen;
  const start = await core.options.vault.call('bundle.start', { grant, file });
  if (!start.ok) return refused('unreadable', 'the file could not be read', 0);
  const payload = openDeviceAge(start.value.bytes, session.keyring.device);
  switch (payload) {
    case 'not-age': return refused('not-a-bundle', 'this is no age file');
    case 'other-key': return refused('not-for-us', 'this file is not for this device');
    case 'changed': return refused('damaged', 'the header of the file is damaged', 0);
    default: return readHead(core, chosen, payload);
  }
}

async function readHead(core: Core, chosen: Pick<OpenedPart, 'grant' | 'file' | 'name' | 'bytes'>, payload: AgePayload): Promise<Result<OpenedPart, Refused>> {
  const { grant, file } = chosen;
  let head: Uint8Array = new Uint8Array(0);
  let damagedAt: number | null = null;
  for (let next: number | null = 0; next !== null && head.length < MAX_BUNDLE_HEAD_BYTES; ) {
    const read: Awaited<ReturnType<typeof readAt>> = await readAt(core, { grant, file }, payload, next);
    if (!read.ok) return refused('unreadable', 'the file could not be read', payload.payloadStart);
    damagedAt = read.value.damagedAt;
    const joined: Uint8Array = new Uint8Array(head.length + read.value.bytes.length);
    joined.set(head);
    joined.set(read.value.bytes, head.length);
    head = joined;
    next = read.value.next;
    const length = bundleHeadLength(head);
    if (head.length < 8 && next !== null) continue;
    if (head.length < 8 && damagedAt !== null) return refused('damaged', 'nothing of the file opens', damagedAt);
    if (!length.ok) return err({ ...length.error, at: null });
    if (head.length >= length.value) break;
    if (next === null && damagedAt !== null) return refused('damaged', 'the file is damaged inside its manifest', damagedAt);
  }
  const decoded = decodeBundleHead(head);
  if (!decoded.ok) return err({ ...decoded.error, at: null });
  return ok({ ...chosen, payload, ...decoded.value, damagedAt: null });
}

function readAt(core: Core, file: Pick<OpenedPart, 'grant' | 'file'>, payload: AgePayload, from: number) {
  return core.options.vault.call('bundle.read', { ...file, ...payload, from, maxBytes: READ_BYTES });
}

function refused(kind: BundleClass, message: string, at: number | null = null): Result<never, Refused> {
  const { error } = fail(kind, message);
  return err({ ...error, at });
}
