import type { Failure, Handlers, Result } from '#base';
import type { ChunkCipher } from '#crypto';
import type { VaultContract } from '#ipc';
import type { DiskEnvironment } from '../environment.ts';
import type { CancelToken } from '../evidence/stop.ts';

/** The vault that bundles are written from and read into. */
export interface BundlePlace {
  readonly vault: () => string;
  readonly environment: DiskEnvironment;
  readonly isReadOnly: () => boolean;
  readonly readLog: Handlers<VaultContract>['log.read'];
  readonly announce: (bytes: number) => void;
}
/** What writing and reading share. */
export interface BundleTurns {
  /** Writing and taking happen one after the other, and end when they are stopped. */
  readonly inTurn: <T>(work: (token: CancelToken) => Promise<T>) => Promise<T>;
  readonly cipher: () => Promise<ChunkCipher>;
  /** Looks whether a path is there before it is granted. */
  readonly look: <T>(path: string, grant: (isFolder: boolean) => Result<T, Failure<'missing'>>) => Promise<Result<T, Failure<'missing'>>>;
}
