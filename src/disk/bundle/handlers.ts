import { fail, ok, type Failure, type Handlers, type Result } from '#base';
import type { ChunkCipher } from '#crypto';
import type { BundleGrant, FolderGrant, VaultContract } from '#ipc';
import { requireCode } from '../durable/failures.ts';
import { createCipher } from '../evidence/age/cipher.ts';
import { createCancelToken, type CancelToken } from '../evidence/stop.ts';
import { createBundleReading } from './reading.ts';
import type { BundlePlace, BundleTurns } from './place.ts';
import { createBundleWriting } from './writing.ts';

type BundleCalls = Extract<keyof Handlers<VaultContract>, `bundle.${string}`>;
/** Bundles of one open vault: folders to write into, files to read from, and what the engine asks of them. */
export interface BundleDesk {
  readonly handlers: Pick<Handlers<VaultContract>, BundleCalls>;
  /** Grants writing parts into a folder; `missing` when there is none. */
  readonly addFolder: (path: string) => Promise<Result<FolderGrant, Failure<'missing'>>>;
  /** Grants reading a file, or the age files in a folder; `missing` when there is nothing. */
  readonly addFiles: (path: string) => Promise<Result<BundleGrant, Failure<'missing'>>>;
  /** Ends what runs. */
  readonly close: () => Promise<void>;
}

/** The bundle calls of the vault contract (docs/spec/bundle.md). What is imported from is only ever read. */
export function createBundleDesk(place: BundlePlace): BundleDesk {
  let token: CancelToken = createCancelToken();
  let turn: Promise<unknown> = Promise.resolve();
  let cipher: Promise<ChunkCipher> | null = null;
  const turns: BundleTurns = {
    inTurn: (work) => {
      const result = turn.then(() => work(token));
      turn = result.catch(() => undefined);
      return result;
    },
    cipher: () => (cipher ??= createCipher()),
    look: async (path, grant) => {
      try {
        return grant((await place.environment.files.stat(path)).isDirectory);
      } catch (error) {
        requireCode(error);
        return fail('missing', 'there is no such file or folder, or it cannot be read');
      }
    },
  };
  const writing = createBundleWriting(place, turns);
  const reading = createBundleReading(place, turns);
  return {
    addFolder: writing.addFolder,
    addFiles: reading.addFiles,
    close: async () => {
      token.cancel();
      await turn;
    },
    handlers: {
      ...writing.handlers,
      ...reading.handlers,
      'bundle.stop': () => {
        token.cancel();
        token = createCancelToken();
        return Promise.resolve(ok({}));
      },
    },
  };
}
