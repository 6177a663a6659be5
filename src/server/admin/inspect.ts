import { join } from 'node:path';
import { fail, ok, type Failure, type Result, type UnixMs } from '#base';
import { readyCrypto, systemRandom } from '#crypto';
import { createEnvironment, systemFiles } from '#disk';
import { decodeCheckpoint, serverFingerprint } from '#sync';
import { openIdentity, type ServerIdentity } from '../identity/keys.ts';
import { openLogBook } from '../ledger/logBook.ts';
import { publicKeysOf } from '../openRecords.ts';
import { quotasOf, readQuotaFile, type QuotaFile } from '../quotas.ts';
import type { Quotas } from '../settings.ts';
import { createBlobFiles } from '../store/blobs/blobFiles.ts';
import { openFileStore } from '../store/files/openFiles.ts';
import { isAmong, otherIdentity } from '../store/postgres/owner.ts';
import type { BlobStore, Store, StoredLog } from '../store/types.ts';

export interface LogReport extends StoredLog {
  /** Leaves that the newest checkpoint was signed over; null when none was. */
  readonly signed: number | null;
  readonly members: number;
  readonly forks: number;
  readonly requests: number;
  /** Null when the place of blobs did not tell. */
  readonly blobBytes: number | null;
  readonly quotas: Quotas;
  /** Null when all of it stands and gives the root that was signed. */
  readonly problem: string | null;
}
export interface FolderReport { readonly fingerprint: string; readonly identity: Uint8Array; readonly pin: Uint8Array; readonly logs: readonly LogReport[]; readonly blobs: BlobsLookedAt }
/** Whose blobs were counted: those of the folder, those of the place that was named; `elsewhere`: those of the folder, although this server has kept blobs in a store that was not named. */
export type BlobsLookedAt = 'folder' | 'named' | 'elsewhere';

/** Opens records to look at them. */
export type OpenStore = () => Promise<Result<Store, Failure>>;

/**
 * Reads what a server holds as a start would, without lock and without changing anything; also while it is being served. With `verify` every frame is
 * checked, otherwise only counted. `openStore`: other records than those of the folder. `named`: another place of blobs than the folder; it is closed at the end.
 */
export async function inspectFolder(data: string, verify: boolean, openStore: OpenStore = () => openFileStore({ data, readOnly: true }), named: BlobStore | null = null): Promise<Result<FolderReport, Failure>> {
  try {
    return await inspectWith(data, verify, openStore, named);
  } finally {
    await named?.close();
  }
}

async function inspectWith(data: string, verify: boolean, openStore: OpenStore, named: BlobStore | null): Promise<Result<FolderReport, Failure>> {
  await readyCrypto();
  const identity = await openIdentity({ data, files: systemFiles, random: systemRandom, now: Date.now(), create: false });
  if (!identity.ok) return identity;
  const quotas = await readQuotaFile(data);
  if (!quotas.ok) return quotas;
  const store = await openStore();
  if (!store.ok) return store;
  try {
    const { signer, tls } = identity.value;
    const owned = await isOwned(store.value, identity.value);
    if (!owned.ok) return owned;
    const logs = await inspectLogs(store.value, { identity: identity.value, quotas: quotas.value, blobs: named ?? createBlobFiles(data, createEnvironment()), verify });
    const blobs: BlobsLookedAt = named !== null ? 'named' : (await hasSpool(data)) ? 'elsewhere' : 'folder';
    return logs.ok ? ok({ fingerprint: serverFingerprint(signer.identity, tls.pin), identity: signer.identity, pin: tls.pin, logs: logs.value, blobs }) : logs;
  } finally {
    await store.value.close();
  }
}

interface LookOptions { readonly identity: ServerIdentity; readonly quotas: QuotaFile | null; readonly blobs: BlobStore; readonly verify: boolean }

async function inspectLogs(store: Store, { identity, quotas, blobs, verify }: LookOptions): Promise<Result<readonly LogReport[], Failure>> {
  const found = await store.logs();
  if (!found.ok) return found;
  const logs: LogReport[] = [];
  for (const stored of found.value) {
    const kept = await store.checkpoint(stored.log);
    if (!kept.ok) return kept;
    const checkpoint = kept.value === null ? null : decodeCheckpoint(kept.value);
    const book = verify ? await openLogBook({ log: stored.log, store: withoutWriting(store), blobs, signing: () => identity, now: () => Date.now() as UnixMs }) : null;
    if (book?.ok === false && book.error.kind === 'unreachable') return book;
    const requests = await store.requests(stored.log);
    if (!requests.ok) return requests;
    logs.push({
      ...stored, blobBytes: (await blobs.list(stored.log, '')).ok ? await blobs.bytes(stored.log) : null, signed: checkpoint?.ok === true ? checkpoint.value.size : null, members: (book?.ok === true ? book.value.membership() : book?.error.members)?.members.length ?? 0,
      forks: book?.ok === true ? book.value.forks() : 0, requests: requests.value.length, quotas: quotasOf(quotas, stored.log),
      problem: book?.ok === false ? book.error.message : stored.damaged ? 'frames of this log are damaged' : null,
    });
  }
  return ok(logs);
}

/** A server that keeps blobs in a store has them in a spool on their way in (docs/spec/server.md section 11). */
async function hasSpool(data: string): Promise<boolean> {
  return systemFiles.readdir(join(data, 'spool')).then((found) => found.length > 0, () => false);
}

async function isOwned(store: Store, identity: ServerIdentity): Promise<Result<null, Failure>> {
  const known = (await store.owner?.known()) ?? ok([publicKeysOf(identity)]);
  if (!known.ok) return known;
  return isAmong(publicKeysOf(identity), known.value) ? ok(null) : fail('other-identity', otherIdentity);
}

function withoutWriting(store: Store): Store {
  return { ...store, keepCheckpoint: () => Promise.resolve(ok(null)) };
}
