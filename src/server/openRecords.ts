import { err, fail, ok, type Failure, type Result } from '#base';
import { systemRandom } from '#crypto';
import { acquireLock, createEnvironment, systemFiles, type DiskEnvironment } from '#disk';
import type { ServerKeys } from '#sync';
import { openIdentity, type ServerIdentity } from './identity/keys.ts';
import { openFileStore } from './store/files/openFiles.ts';
import type { Store } from './store/types.ts';

interface RecordsOptions {
  readonly data: string;
  readonly environment?: Partial<DiskEnvironment>;
  readonly store?: Store;
  readonly onNotice: (text: string) => void;
  readonly now: number;
}
/** The records of a server and the identity that they are of. */
export interface OpenRecords { readonly store: Store; readonly identity: ServerIdentity; readonly close: () => Promise<void> }

/** Opens the records of a folder, or takes those that several nodes share, and the identity of the folder, which must be that of the records. Closes the store when it fails. */
export async function openRecords(options: RecordsOptions): Promise<Result<OpenRecords, Failure>> {
  const opened = options.store === undefined ? await openFolder(options) : await openShared(options, options.store);
  if (!opened.ok && options.store !== undefined) await options.store.close();
  return opened;
}

/** The public keys of an identity. */
export function publicKeysOf({ signer, tls }: ServerIdentity): ServerKeys {
  return { identity: signer.identity, pin: tls.pin };
}

/** Says to shared records who serves them; `other-identity` when they are of another server. */
export async function claimRecords(store: Store, identity: ServerIdentity): Promise<Result<null, Failure>> {
  return store.owner === undefined ? ok(null) : store.owner.claim(publicKeysOf(identity), identity.history.map((before) => ({ identity: before.identity, pin: before.pin })));
}

function identityOf({ data, environment, now }: RecordsOptions, create: boolean): ReturnType<typeof openIdentity> {
  return openIdentity({ data, files: environment?.files ?? systemFiles, random: systemRandom, now, create });
}

async function openFolder(options: RecordsOptions): Promise<Result<OpenRecords, Failure>> {
  const { data, environment, onNotice } = options;
  const store = await openFileStore({ data, ...(environment === undefined ? {} : { environment }), onTail: (log, bytes) => onNotice(`log ${log}: ${bytes} bytes behind the last whole frame were put aside`) });
  if (!store.ok) return store;
  const identity = await identityOf(options, true);
  if (identity.ok) return ok({ store: store.value, identity: identity.value, close: store.value.close });
  await store.value.close();
  return identity;
}

// The folder of a node has its identity and its quotas; a second process of the same folder would be no node of its own.
async function openShared(options: RecordsOptions, store: Store): Promise<Result<OpenRecords, Failure>> {
  const { data } = options;
  const { files, processes, random, now } = createEnvironment(options.environment);
  await files.mkdir(data, true);
  const lock = await acquireLock({ files, vault: data, processes: processes(), random, now, takeOver: false });
  if (!lock.ok) return fail(lock.error.kind, lock.error.kind === 'held' ? 'another process serves this folder' : lock.error.message);
  const identity = await identityOfNode(options, store);
  if (!identity.ok) {
    await lock.value.release(data);
    return err(identity.error);
  }
  return ok({
    store, identity: identity.value,
    close: async () => {
      await store.close();
      await lock.value.release(data);
    },
  });
}

async function identityOfNode(options: RecordsOptions, store: Store): Promise<Result<ServerIdentity, Failure>> {
  const known = (await store.owner?.known()) ?? ok([]);
  if (!known.ok) return known;
  const present = await identityOf(options, false);
  // A node that made an identity of its own would be another server.
  if (!present.ok && present.error.kind === 'missing' && known.value.length > 0) return fail('missing', 'the database belongs to a server that has an identity: copy the folder identity of one of its nodes into the folder of this one');
  const identity = await identityOf(options, true);
  if (!identity.ok) return identity;
  const claimed = await claimRecords(store, identity.value);
  return claimed.ok ? identity : claimed;
}
