import type { Failure, Handlers, PushName, Payload, Result, UnixMs } from '#base';
import type { BundleGrant, CopyGrant, FolderGrant, SourceGrant, VaultContract } from '#ipc';
import type { DiskEnvironment } from '../environment.ts';

/** Who has a vault folder open: from its lock file. */
export interface VaultHolder {
  readonly user: string;
  readonly host: string;
  readonly process: number;
  readonly since: UnixMs;
  /** False when the lock was made by another computer: then nobody can tell whether that process still runs. */
  readonly sameComputer: boolean;
}

/** The vault is open elsewhere. `takeOver` may be offered only when `holder.sameComputer` is false. */
export interface HeldFailure extends Failure<'held'> { readonly holder: VaultHolder }
export type OpenVaultFailure = Failure<'missing' | 'not-a-vault' | 'io'> | HeldFailure;
export type CreateVaultFailure = Failure<'missing' | 'disk-full' | 'read-only' | 'io'>;

/** Progress of opening: how many bytes of the logs have been scanned. */
export interface OpeningProgress { readonly done: number; readonly total: number }

interface CommonOptions {
  /** Folder for the few bytes that belong to this computer and not to the vault; made when missing. */
  readonly hostStateDir: string;
  /**
   * The built file of `src/disk/evidence/worker.ts`, so that hashing and sealing run beside the event loop. Without it,
   * or when it cannot be started, they run on the calling thread in short slices: the same bytes, slower.
   */
  readonly sealWorker?: URL;
  /** Bytes of the preallocated file that is given up when the disk fills; 16 MiB by default, 0 for none. */
  readonly ballastBytes?: number;
  /** What tests replace: clock, randomness, free space, file opening. */
  readonly environment?: Partial<DiskEnvironment>;
}

export interface OpenVaultOptions extends CommonOptions {
  readonly path: string;
  readonly onProgress?: (progress: OpeningProgress) => void;
  /** Explicit decision of a person to take a lock over that another computer left behind. Never needed on one computer. */
  readonly takeOver?: boolean;
}

export interface CreateVaultOptions extends CommonOptions {
  /** The folder in which the vault folder will appear. */
  readonly parent: string;
  /** The vault's name; the folder name is derived from it and made unique when creation ends. */
  readonly name: string;
}

/** One announcement of the vault folder. */
export type VaultPush = { readonly [N in PushName<VaultContract>]: { readonly name: N; readonly payload: Payload<VaultContract, N> } }[PushName<VaultContract>];

/** A granted source, with what only the process that holds the path can know. */
export interface FileGrant extends SourceGrant {
  /** True when the path given was a symbolic link, which was followed. */
  readonly throughLink: boolean;
}
export type GrantFailure = Failure<'missing' | 'not-a-file' | 'unreadable'>;

/** Sources and destinations a person chose. Others only ever hold the token. */
export interface Grants {
  /** Grants reading one file. Folders, pipes and devices are refused. */
  readonly addFile: (path: string) => Promise<Result<FileGrant, GrantFailure>>;
  /** Grants bytes held in memory, such as a pasted picture. They never touch the disk unsealed. */
  readonly addBytes: (name: string, bytes: Uint8Array) => FileGrant;
  /** Grants writing one new file; the token works once. */
  readonly addDestination: (path: string) => string;
  /** Forgets a grant, for instance when a person removes a file from a list. */
  readonly remove: (grant: string) => void;
}

/** A vault folder held by this process. */
export interface OpenVault {
  /** Exactly the contract: served over a port, or called directly. */
  readonly handlers: Handlers<VaultContract>;
  /** Subscribes to announcements; returns the disposer. */
  readonly onPush: (listener: (push: VaultPush) => void) => () => void;
  readonly grants: Grants;
  /** Grants reading the frames of another copy of a vault, or of a journal package. */
  readonly addCopy: (path: string) => Promise<Result<CopyGrant, Failure<'not-a-copy'>>>;
  /** Grants writing the parts of bundles into a folder. */
  readonly addBundleFolder: (path: string) => Promise<Result<FolderGrant, Failure<'missing'>>>;
  /** Grants reading a bundle file, or the age files of a folder. */
  readonly addBundleFiles: (path: string) => Promise<Result<BundleGrant, Failure<'missing'>>>;
  /** Where the folder is now. It changes once, when creation ends. */
  readonly path: () => string;
  /** True when nothing can be written here: read-only media, missing permission, or a full disk. */
  readonly readOnly: () => boolean;
  /** This process, as others will see it; null on read-only media, where no lock can be left. */
  readonly holder: VaultHolder | null;
  /** Ends running seals (they can be continued), waits for appends, releases the lock. */
  readonly close: () => Promise<void>;
}
