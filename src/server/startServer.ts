import { err, fail, ok, type Failure, type Result, type UnixMs } from '#base';
import { readyCrypto, systemRandom } from '#crypto';
import { createEnvironment, systemFiles, type DiskEnvironment } from '#disk';
import { isSameServer, REQUEST_LIFE_MS, signVoucher, type ServerAddress } from '#sync';
import { openIdentity, type ServerIdentity } from './identity/keys.ts';
import { openLedger, type Ledger } from './ledger/openLedger.ts';
import { createMetrics, type Metrics } from './observe/metrics.ts';
import { openMetricsPort, type MetricsPort } from './observe/metricsPort.ts';
import { claimRecords, openRecords, publicKeysOf } from './openRecords.ts';
import type { Service } from './protocol/answer.ts';
import { listen, type Listener, type Observer } from './protocol/listen.ts';
import { quotasOf, readQuotaFile } from './quotas.ts';
import { startScrub, type Scrub, type ScrubSettings } from './scrub/startScrub.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { createBlobFiles } from './store/blobs/blobFiles.ts';
import type { BlobStore, Store } from './store/types.ts';

export interface ServerOptions {
  /** Folder of the server: identity, logs, blobs. Made when it is not there. */
  readonly data: string;
  readonly address: ServerAddress;
  readonly metrics?: ServerAddress | null;
  readonly observer?: Observer;
  /** Told what was found at the start that somebody should know. */
  readonly onNotice?: (text: string) => void;
  readonly settings?: Partial<Settings>;
  readonly environment?: Partial<DiskEnvironment>;
  /** Reads everything again while it serves, when it is given. */
  readonly scrub?: ScrubSettings | null;
  /** Another store of records than the files of the folder; it is closed with the server, or when the start fails. */
  readonly store?: Store;
  /** Another store of blobs than the files of the folder. */
  readonly blobs?: BlobStore;
}
export interface RunningServer {
  readonly address: ServerAddress;
  readonly metricsAddress: ServerAddress | null;
  /** As it is now: a rotation changes it. */
  readonly identity: ServerIdentity;
  /** At the first start: a voucher for one log. */
  readonly firstVoucher: Uint8Array | null;
  readonly ledger: Ledger;
  readonly metrics: Metrics;
  readonly listener: Listener;
  readonly scrub: Scrub | null;
  /** Reads quotas and identity again. Other keys end all connections and are used from then on. */
  readonly reload: () => Promise<Result<{ readonly keys: 'same' | 'announced' | 'switched' }, Failure>>;
  readonly close: () => Promise<void>;
}

const TIDY_MS = 3_600_000;
const GRACE_MS = 10_000;
/** While bodies of this many bytes are on their way, the scrub waits. */
const BUSY_BYTES = 8 * 2 ** 20;
const silent: Observer = { onRequest: () => undefined, onBug: () => undefined };

/** Opens the folder of a server, checks what is in it, and listens (docs/spec/server.md). */
export async function startServer(options: ServerOptions): Promise<Result<RunningServer, Failure>> {
  await readyCrypto();
  const { data, onNotice = () => undefined } = options;
  const now = options.environment?.now ?? (() => Date.now() as UnixMs);
  const quotaFile = await readQuotaFile(data);
  const given = async (): Promise<void> => options.blobs?.close();
  if (!quotaFile.ok) {
    await options.store?.close();
    return closing(given, quotaFile);
  }
  const opened = await openRecords({ ...options, onNotice, now: now() });
  if (!opened.ok) return closing(given, opened);
  const { store, identity } = opened.value;
  const blobs = options.blobs ?? createBlobFiles(data, createEnvironment(options.environment));
  const close = async (): Promise<void> => {
    await blobs.close();
    await opened.value.close();
  };
  const place = { data, files: options.environment?.files ?? systemFiles, random: systemRandom, now: now() };
  let present = identity;
  const openedLedger = await openLedger({ store, blobs, onNotice, signing: () => present, now });
  if (!openedLedger.ok) return closing(close, openedLedger);
  const ledger = openedLedger.value;
  for (const [log, { message }] of ledger.broken()) onNotice(`log ${log} is not served: ${message}`);
  let quotas = quotaFile.value;
  const metrics = createMetrics();
  const settings: Settings = { ...defaultSettings, ...(quotas === null ? {} : { quotas: quotasOf(quotas, null) }), ...options.settings };
  const service: Service = {
    store, blobs, ledger, get identity() { return present; }, settings, now, random: systemRandom, metrics, openBlobs: new Map(),
    quotasOf: (log) => (quotas === null ? settings.quotas : quotasOf(quotas, log)),
  };
  const listener = await listen(service, options.address, options.observer ?? silent).catch(() => null);
  if (listener === null) return closing(close, fail('io', 'the address cannot be taken'));
  const scrub = options.scrub === undefined || options.scrub === null ? null : await startScrub({
    settings: options.scrub, data, environment: createEnvironment(options.environment), store, blobs, ledger, onNotice, isBusy: () => listener.budget.used() > BUSY_BYTES,
  });
  const metricsPort = options.metrics === undefined || options.metrics === null ? ok(null) : await openMetricsPort(options.metrics, { metrics: () => metrics.text({ ...gauges(service, listener), ...scrub?.numbers() }), health: () => store.problem() ?? (ledger.broken().size === 0 ? (scrub?.health() ?? null) : 'some logs are not served') });
  if (!metricsPort.ok) {
    await scrub?.close();
    await listener.close(0);
    return closing(close, metricsPort);
  }
  const tidy = setInterval(() => {
    service.openBlobs.clear();
    for (const each of [store, blobs]) void each.tidy(now(), REQUEST_LIFE_MS).catch(() => undefined);
  }, TIDY_MS).unref();
  return ok({
    address: listener.address, metricsAddress: metricsPort.value?.address ?? null, get identity() { return present; }, ledger, metrics, listener, scrub,
    firstVoucher: identity.fresh ? signVoucher({ id: systemRandom(16), logs: 1, expires: null }, identity.signer) : null,
    reload: async () => {
      const again = await readQuotaFile(data);
      if (!again.ok) return again;
      quotas = again.value;
      void ledger.retry();
      const read = await openIdentity({ ...place, create: false });
      if (!read.ok) return read;
      const isSwitched = !isSameServer(publicKeysOf(read.value), publicKeysOf(present));
      const isAnnounced = read.value.rotation !== null && present.rotation === null;
      const claimed = isSwitched ? await claimRecords(store, read.value) : ok(null);
      if (!claimed.ok) return claimed;
      // Only these connections were agreed with the keys before.
      if (isSwitched) listener.renew(read.value.tls);
      present = isSwitched ? read.value : { ...read.value, signer: present.signer };
      return ok({ keys: isSwitched ? 'switched' : isAnnounced ? 'announced' : 'same' });
    },
    close: () => stop(tidy, listener, metricsPort.value, async () => {
      await scrub?.close();
      await close();
    }),
  });
}

async function stop(tidy: NodeJS.Timeout, listener: Listener, metricsPort: MetricsPort | null, close: () => Promise<void>): Promise<void> {
  clearInterval(tidy);
  await listener.close(GRACE_MS);
  await metricsPort?.close();
  await close();
}

async function closing(close: () => Promise<void>, failed: { readonly ok: false; readonly error: Failure }): Promise<Result<never, Failure>> {
  await close();
  return err(failed.error);
}

function gauges({ ledger, store }: Service, listener: Listener): Readonly<Record<string, number>> {
  return {
    connections: listener.connections(), sessions: listener.sessions(), body_bytes: listener.budget.used(), logs: ledger.all().length, logs_broken: ledger.broken().size, store_answers: store.problem() === null ? 1 : 0,
    leaves: ledger.all().reduce((total, book) => total + book.size(), 0), resident_bytes: process.memoryUsage.rss(),
  };
}
