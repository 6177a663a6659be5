import { fail, ok, type EntryId, type Failure, type Handlers, type Result } from '#base';
import type { EvidenceProgress, VaultContract } from '#ipc';
import { toReadFailure, toWriteFailure } from '../durable/failures.ts';
import type { DiskEnvironment } from '../environment.ts';
import type { GrantStore } from '../grants.ts';
import { createCipher } from './age/cipher.ts';
import type { LanePool } from './lane/lanes.ts';
import { listItems, listUnfinished } from './listItems.ts';
import { createMeter } from './meter.ts';
import { openItem, peekItem } from './openItem.ts';
import { createRing } from './ring.ts';
import type { Run } from './run.ts';
import { sealItem } from './sealItem.ts';
import { setItemAside } from './setAside.ts';
import { createCancelToken, Stopped, type CancelToken } from './stop.ts';

type EvidenceCalls = Extract<keyof Handlers<VaultContract>, `evidence.${string}`>;
export interface EvidenceHandlers { readonly handlers: Pick<Handlers<VaultContract>, EvidenceCalls>; readonly close: () => Promise<void> }
interface Options {
  readonly vault: () => string;
  readonly isReadOnly: () => boolean;
  readonly environment: DiskEnvironment;
  readonly grants: GrantStore;
  /** Sealing and reading have threads of their own, so that a picture can be looked at while a disk image is sealed. */
  readonly lanes: { readonly sealing: LanePool; readonly reading: LanePool };
  readonly announce: (progress: EvidenceProgress) => void;
}
type Purpose = 'sealing' | 'reading';
interface Running { readonly token: CancelToken; readonly ended: Promise<void> }

/**
 * The evidence calls of the vault contract. Runs take turns, so that memory stays bounded however many are asked for; a
 * cancelled one answers at once and comes to rest behind the answer.
 */
export function createEvidenceHandlers(options: Options): EvidenceHandlers {
  const running = new Map<EntryId, Running>();
  const turns: Record<Purpose, Promise<unknown>> = { sealing: Promise.resolve(), reading: Promise.resolve() };
  const { environment } = options;
  const writable = (): boolean => !options.isReadOnly();

  /** Runs one operation on an item: alone on that item, in turn with the others of its kind. */
  async function operate<T>(purpose: Purpose, item: EntryId, identity: string, work: (run: Run) => Promise<T>): Promise<Result<T, Failure>> {
    for (let before = running.get(item); before !== undefined; before = running.get(item)) {
      if (purpose === 'sealing' && !before.token.isCancelled()) return fail('busy', 'this item is being worked on');
      await before.ended;
    }
    const token = createCancelToken();
    const result = turns[purpose].then(() => inTurn(options.lanes[purpose], item, identity, token, work));
    const ended = result.then(() => undefined, () => undefined).finally(() => running.delete(item));
    turns[purpose] = ended;
    running.set(item, { token, ended });
    try {
      return ok(await Promise.race([result, token.whenCancelled]));
    } catch (error) {
      if (error instanceof Stopped) return { ok: false, error: error.failure };
      return toWriteFailure(error);
    }
  }

  async function inTurn<T>(pool: LanePool, item: EntryId, identity: string, token: CancelToken, work: (run: Run) => Promise<T>): Promise<T> {
    token.throwIfCancelled();
    const lanes = await pool.acquire();
    const ring = createRing();
    try {
      await Promise.all(lanes.map((lane) => lane.run({ kind: 'attach', memory: ring.memory })));
      const meter = createMeter(item, (progress) => {
        if (!token.isCancelled()) options.announce(progress);
      });
      return await work({ vault: options.vault(), item, identity, environment, cipher: await createCipher(), lanes, ring, meter, token });
    } finally {
      await Promise.all(lanes.map((lane) => lane.run({ kind: 'detach' }).catch(() => null)));
      pool.release();
    }
  }

  const handlers = {
    'evidence.seal': async (input) => {
      if (!writable()) return fail('read-only', 'this vault cannot be written to');
      const { item, grant } = input;
      const sealed = await operate('sealing', item, input.identity, async (run) => {
        const opening = options.grants.openSource(grant);
        if (opening === null) return null;
        const source = await opening;
        try {
          return await sealItem(run, { source, recipient: input.recipient, legacyHashes: input.legacyHashes });
        } finally {
          await source.close();
        }
      });
      if (sealed.ok && sealed.value === null) return fail('unknown-grant', 'choose the file again');
      return sealed as Awaited<ReturnType<Handlers<VaultContract>['evidence.seal']>>;
    },
    'evidence.cancel': ({ item }) => {
      running.get(item)?.token.cancel();
      return Promise.resolve(ok({}));
    },
    'evidence.unfinished': () => reading(async () => {
      // A cancelled run answers before it has come to rest; what it leaves is known only then.
      await Promise.all([...running.values()].filter(({ token }) => token.isCancelled()).map(({ ended }) => ended));
      return { runs: (await listUnfinished(environment.files, options.vault())).filter(({ item }) => !running.has(item)) };
    }),
    'evidence.setAside': async ({ item }) => {
      if (!writable()) return fail('read-only', 'this vault cannot be written to');
      const current = running.get(item);
      if (current !== undefined && !current.token.isCancelled()) return fail('io', 'this item is being worked on');
      await current?.ended;
      try {
        return (await setItemAside(environment.files, options.vault(), item, environment.random)) ? ok({}) : fail('missing', 'there are no parts of this item');
      } catch (error) {
        return toWriteFailure(error);
      }
    },
    'evidence.list': () => reading(async () => ({ items: await listItems(environment.files, options.vault()) })),
    'evidence.open': async (input) => {
      const path = input.destination === null ? null : options.grants.takeDestination(input.destination);
      if (input.destination !== null && path === null) return fail('unknown-grant', 'choose the destination again');
      const opened = await operate('reading', input.item, input.identity, (run) => openItem(run, input.parts, input.sha256, path));
      return opened as Awaited<ReturnType<Handlers<VaultContract>['evidence.open']>>;
    },
    'evidence.peek': async (input) => {
      const peeked = await operate('reading', input.item, input.identity, (run) => peekItem(run, input.parts));
      return (peeked.ok ? ok({ bytes: peeked.value }) : peeked) as Awaited<ReturnType<Handlers<VaultContract>['evidence.peek']>>;
    },
  } satisfies Pick<Handlers<VaultContract>, EvidenceCalls>;

  return {
    handlers,
    close: async () => {
      for (const { token } of running.values()) token.cancel();
      await Promise.all([...running.values()].map(({ ended }) => ended));
      await Promise.all([options.lanes.sealing.close(), options.lanes.reading.close()]);
    },
  };
}

async function reading<T>(work: () => Promise<T>): Promise<Result<T, Failure<'io' | 'missing'>>> {
  try {
    return ok(await work());
  } catch (error) {
    return toReadFailure(error);
  }
}
