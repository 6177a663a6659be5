import type { Client, RandomBytes, UnixMs } from '#base';
import type { NetContract, VaultContract } from '#ipc';
import type { PieceHelper } from '#log';
import type { WorkingCopy } from './copy/workingCopy.ts';

/** Time as the host gives it. `boot` names this run of the machine's uptime clock (16 bytes); `monotonicMs` never goes back within it. */
export interface HostClock {
  readonly now: () => UnixMs;
  readonly monotonicMs: () => number;
  readonly boot: Uint8Array;
}

/** Everything the engine needs from the place it runs in; nothing else is reached for. */
export interface EngineOptions {
  /** The vault folder: a port to the main process, or the local client of the command line. */
  readonly vault: Client<VaultContract>;
  /** The network of the host, behind its gate; absent where there is none. */
  readonly net?: Client<NetContract>;
  readonly workingCopy: WorkingCopy;
  readonly clock: HostClock;
  readonly random: RandomBytes;
  /** IANA name of the zone entries are written in. */
  readonly zone: string;
  /** scrypt work factor of new passphrase slots; the standard one when absent. Tests take the lowest that is accepted. */
  readonly slotWorkFactor?: number | undefined;
  /** Font faces that printed pages carry in themselves; without them a page uses the fonts of its reader. */
  readonly documentFontCss?: string;
  /** Pages of the specification that go into a disclosure package, by name (`frames`, `entries`, …). */
  readonly formatTexts?: Readonly<Record<string, string>>;
  /** Starts somebody who looks at pieces of a log on another thread while everything is checked or much comes from a server; the caller ends it. Without it one thread does it all. */
  readonly startPieceHelper?: () => PieceHelper | null;
  /** The most content of one part of a bundle; that of docs/spec/bundle.md section 1 when absent. Tests take less. */
  readonly bundlePartBytes?: number;
  readonly app: { readonly version: string; readonly build: string };
}
