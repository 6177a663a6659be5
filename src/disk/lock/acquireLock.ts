import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { bytesToHex, bytesToText, err, fail, ok, type Failure, type RandomBytes, type Result, type UnixMs } from '#base';
import { requireCode, systemErrorCode } from '../durable/failures.ts';
import type { FileLayer } from '../durable/fileLayer.ts';
import { readIfPresent, writeFully } from '../durable/files.ts';
import { LOCK } from '../layout.ts';
import type { HeldFailure, VaultHolder } from '../vault/door.ts';
import type { ProcessTable } from './identity.ts';

const recordSchema = v.object({
  format: v.literal('holdfast-lock'),
  process: v.pipe(v.number(), v.safeInteger()),
  started: v.nullable(v.string()),
  boot: v.nullable(v.string()),
  host: v.string(),
  machine: v.nullable(v.string()),
  user: v.string(),
  since: v.pipe(v.number(), v.safeInteger(), v.transform((value) => value as UnixMs)),
  nonce: v.string(),
});
type LockRecord = v.InferOutput<typeof recordSchema>;

/** A held lock. */
export interface HeldLock {
  readonly holder: VaultHolder;
  /** Removes the file, only while it is still this process's own. The folder may have got another name meanwhile. */
  readonly release: (vault: string) => Promise<void>;
}
export type LockFailure = HeldFailure | Failure<'read-only' | 'disk-full' | 'io'>;
interface LockOptions {
  readonly files: FileLayer;
  readonly vault: string;
  readonly processes: ProcessTable;
  readonly random: RandomBytes;
  readonly now: () => UnixMs;
  readonly takeOver: boolean;
}

/** How long a lock file may stay unreadable before it counts as left by a crash in the act of writing it. */
const HALF_WRITTEN_MS = 10_000;
const CHAIN_LIMIT = 16;

/**
 * Takes the lock of a vault folder. The record is written in full under another name and linked into place, so nobody
 * ever reads half of it. A stale lock is inherited through a claim named after its content: only one process can make
 * that claim, and a claim whose maker died is inherited the same way, so two processes never both win.
 */
export async function acquireLock(options: LockOptions): Promise<Result<HeldLock, LockFailure>> {
  const { files } = options;
  const record: LockRecord = { format: 'holdfast-lock', ...options.processes.self, since: options.now(), nonce: bytesToHex(options.random(16)) };
  const text = JSON.stringify(record);
  const lock = join(options.vault, LOCK);
  const draft = `${lock}.${record.nonce}`;
  try {
    await writeNew(files, draft, text);
    for (;;) {
      const outcome = await tryOnce(options, lock, draft, text);
      if (outcome === 'again') continue;
      if (outcome !== 'won') return err(outcome);
      await files.syncFolder(options.vault);
      return ok({ holder: toHolder(record, options.processes), release: (vault) => release(files, join(vault, LOCK), text) });
    }
  } catch (error) {
    const code = requireCode(error);
    if (['EROFS', 'EACCES', 'EPERM'].includes(code)) return fail('read-only', 'this folder cannot be written to');
    if (['ENOSPC', 'EDQUOT'].includes(code)) return fail('disk-full', 'the disk is full');
    return fail('io', `the lock cannot be taken (${code})`);
  } finally {
    await files.unlink(draft).catch(() => undefined);
  }
}

async function tryOnce(options: LockOptions, lock: string, draft: string, text: string): Promise<'won' | 'again' | HeldFailure> {
  const { files } = options;
  if (await place(files, draft, lock, text)) return 'won';
  // Follow the claims from the lock to the last one: its maker is the owner.
  const root = await readText(files, lock);
  if (root === null) return 'again';
  let last = root;
  let lastName = lock;
  for (let depth = 0; depth < CHAIN_LIMIT; depth += 1) {
    const nextName = claimName(lock, last);
    const next = await readText(files, nextName);
    if (next === null) break;
    last = next;
    lastName = nextName;
  }
  const owner = parseRecord(last);
  if (owner === null) {
    if (!(await isAbandoned(files, lastName, options.now()))) return unreadable(options);
  } else if (isHeld(owner, options)) {
    return held(owner, options.processes);
  }
  const claim = claimName(lock, last);
  if (!(await place(files, draft, claim, text))) return 'again';
  // Between reading the lock and making the claim another heir may have become the lock: then this claim leads nowhere.
  if ((await readText(files, lock)) !== root) {
    await files.unlink(claim).catch(() => undefined);
    return 'again';
  }
  await files.rename(claim, lock);
  return 'won';
}

function isHeld(owner: LockRecord, options: LockOptions): boolean {
  if (options.processes.isSameComputer(owner)) return options.processes.isAlive(owner);
  return !options.takeOver;
}

/** Puts the record under a name that must be free; false when it is taken. */
async function place(files: FileLayer, draft: string, name: string, text: string): Promise<boolean> {
  try {
    await files.link(draft, name);
    return true;
  } catch (error) {
    const code = requireCode(error);
    if (code === 'EEXIST') return false;
    // FAT and exFAT sticks have no links: there an exclusive creation is followed by the write.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK'].includes(code)) throw error;
  }
  try {
    await writeNew(files, name, text);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function writeNew(files: FileLayer, path: string, text: string): Promise<void> {
  const handle = await files.open(path, 'wx');
  try {
    await writeFully(handle, Buffer.from(text), 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function isAbandoned(files: FileLayer, name: string, now: UnixMs): Promise<boolean> {
  const found = await files.stat(name).catch(() => null);
  return found !== null && now - found.mtimeMs > HALF_WRITTEN_MS;
}

async function release(files: FileLayer, lock: string, text: string): Promise<void> {
  if ((await readText(files, lock)) === text) await files.unlink(lock).catch(() => undefined);
}

function claimName(lock: string, content: string): string {
  return `${lock}.claim-${createHash('sha256').update(content).digest('hex').slice(0, 32)}`;
}

async function readText(files: FileLayer, path: string): Promise<string | null> {
  const bytes = await readIfPresent(files, path);
  return bytes === null ? null : (bytesToText(bytes) ?? '');
}

function parseRecord(text: string): LockRecord | null {
  try {
    const parsed = v.safeParse(recordSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function toHolder(record: LockRecord, processes: ProcessTable): VaultHolder {
  return {
    user: record.user, host: record.host, process: record.process, since: record.since, sameComputer: processes.isSameComputer(record),
  };
}

function held(owner: LockRecord, processes: ProcessTable): HeldFailure {
  const holder = toHolder(owner, processes);
  const since = new Date(holder.since).toISOString();
  const where = holder.sameComputer ? '' : ', on another computer';
  return { kind: 'held', message: `the vault is open: ${holder.user}@${holder.host}, process ${holder.process}, since ${since}${where}`, holder };
}

function unreadable(options: LockOptions): HeldFailure {
  const holder: VaultHolder = { user: 'unknown', host: options.processes.self.host, process: 0, since: options.now(), sameComputer: true };
  return { kind: 'held', message: 'the vault is being opened by another process; try again in ten seconds', holder };
}
