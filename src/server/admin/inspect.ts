import { createHash } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesToHex, err, ok, type Failure, type LogId, type Result, type UnixMs } from '#base';
import { readyCrypto, systemRandom } from '#crypto';
import { createEnvironment, systemFiles } from '#disk';
import { decodeCheckpoint, serverFingerprint } from '#sync';
import { openIdentity } from '../identity/keys.ts';
import { openLogBook } from '../ledger/logBook.ts';
import { quotasOf, readQuotaFile } from '../quotas.ts';
import type { Quotas } from '../settings.ts';
import { createBlobFiles } from '../store/blobs/blobFiles.ts';
import { blobFolder, parseBlobFile } from '../store/files/layout.ts';
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

/** Reads every whole blob and compares its hash, at most this many bytes a second. `onBad` is told the log and the name of one that is not what it was. */
export async function scrubBlobs(data: string, bytesPerSecond: number, onBad: (log: LogId, blob: string) => void): Promise<Result<{ readonly blobs: number; readonly bytes: number; readonly bad: number }, Failure>> {
  const store = await openFileStore({ data, readOnly: true });
  if (!store.ok) return err(store.error);
  const logs = await store.value.logs();
  await store.value.close();
  let [blobs, bytes, bad] = [0, 0, 0];
  const started = performance.now();
  for (const { log } of logs) {
    for (const name of await readdir(blobFolder(data, log)).catch(() => [])) {
      const found = parseBlobFile(name);
      if (found === null || found.part) continue;
      const hash = await hashSlowly(join(blobFolder(data, log), name), (read) => {
        bytes += read;
        return Math.max(0, (bytes / bytesPerSecond) * 1000 - (performance.now() - started));
      });
      blobs += 1;
      if (hash === found.blob) continue;
      bad += 1;
      onBad(log, found.blob);
    }
  }
  return ok({ blobs, bytes, bad });
}

async function hashSlowly(path: string, pace: (read: number) => number): Promise<string | null> {
  const hash = createHash('sha256');
  const window = new Uint8Array(1024 * 1024);
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    for (;;) {
      const { bytesRead } = await file.read(window, 0, window.length, null);
      if (bytesRead === 0) return bytesToHex(new Uint8Array(hash.digest()));
      hash.update(window.subarray(0, bytesRead));
      const delay = pace(bytesRead);
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    }
  } catch {
    return null;
  } finally {
    await file.close();
  }
}
