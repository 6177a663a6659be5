import { ok, type Failure, type Result, type UnixMs } from '#base';
import { readyCrypto, systemRandom } from '#crypto';
import { createEnvironment, systemFiles } from '#disk';
import { decodeCheckpoint, serverFingerprint } from '#sync';
import { openIdentity } from '../identity/keys.ts';
import { openLogBook } from '../ledger/logBook.ts';
import { quotasOf, readQuotaFile } from '../quotas.ts';
import type { Quotas } from '../settings.ts';
import { createBlobFiles } from '../store/blobs/blobFiles.ts';
import { openFileStore } from '../store/files/openFiles.ts';
import type { Store, StoredLog } from '../store/types.ts';

export interface LogReport extends StoredLog {
  /** Leaves that the newest checkpoint was signed over; null when none was. */
  readonly signed: number | null;
  readonly members: number;
  readonly forks: number;
  readonly requests: number;
  readonly blobBytes: number;
  readonly quotas: Quotas;
  /** Null when all of it stands and gives the root that was signed. */
  readonly problem: string | null;
}
export interface FolderReport { readonly fingerprint: string; readonly identity: Uint8Array; readonly pin: Uint8Array; readonly logs: readonly LogReport[] }

/**
 * Reads the folder of a server as a start would, without lock and without changing anything; also while it is being served. With `verify` every frame is
 * checked, otherwise only counted.
 */
export async function inspectFolder(data: string, verify: boolean): Promise<Result<FolderReport, Failure>> {
  await readyCrypto();
  const identity = await openIdentity({ data, files: systemFiles, random: systemRandom, now: Date.now(), create: false });
  if (!identity.ok) return identity;
  const quotas = await readQuotaFile(data);
  if (!quotas.ok) return quotas;
  const store = await openFileStore({ data, readOnly: true });
  if (!store.ok) return store;
  const blobs = createBlobFiles(data, createEnvironment());
  const { signer, tls } = identity.value;
  const logs: LogReport[] = [];
  for (const stored of await store.value.logs()) {
    const kept = await store.value.checkpoint(stored.log);
    const checkpoint = kept === null ? null : decodeCheckpoint(kept);
    const book = verify ? await openLogBook({ log: stored.log, store: withoutWriting(store.value), blobs, signing: () => identity.value, now: () => Date.now() as UnixMs }) : null;
    const requests = await store.value.requests(stored.log);
    logs.push({
      ...stored, blobBytes: await blobs.bytes(stored.log), signed: checkpoint?.ok === true ? checkpoint.value.size : null, members: (book?.ok === true ? book.value.membership() : book?.error.members)?.members.length ?? 0,
      forks: book?.ok === true ? book.value.forks() : 0, requests: requests.length, quotas: quotasOf(quotas.value, stored.log),
      problem: book?.ok === false ? book.error.message : stored.damaged ? 'frames of this log are damaged' : null,
    });
  }
  await store.value.close();
  return ok({ fingerprint: serverFingerprint(signer.identity, tls.pin), identity: signer.identity, pin: tls.pin, logs });
}

function withoutWriting(store: Store): Store {
  return { ...store, keepCheckpoint: () => Promise.resolve(ok(null)) };
}
