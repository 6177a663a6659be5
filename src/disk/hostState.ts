import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fail, ok, type Failure, type RandomBytes, type Result } from '#base';
import type { ReadFailure, WriteFailure } from '#ipc';
import { toReadFailure, toWriteFailure } from './durable/failures.ts';
import type { FileLayer } from './durable/fileLayer.ts';
import { readIfPresent, replaceFile } from './durable/files.ts';

/** What belongs to this computer and not to the vault: it must not travel with a copy of the folder. */
export interface HostState {
  readonly read: () => Promise<Result<{ readonly bytes: Uint8Array | null }, Failure<ReadFailure>>>;
  readonly write: (bytes: Uint8Array) => Promise<Result<Record<string, never>, Failure<WriteFailure>>>;
}

/**
 * Host state in a file named after the vault id, wherever the vault lies. A vault without a head has none yet; what is
 * written before the head is kept until `settle` is called after it.
 */
export function createHostState(files: FileLayer, folder: string, readId: () => Promise<string | null>, random: RandomBytes): HostState & { readonly settle: () => Promise<void> } {
  let early: Uint8Array | null = null;

  async function path(): Promise<string | null> {
    const id = await readId();
    return id === null ? null : join(folder, `${createHash('sha256').update(`holdfast/host-state/1|${id}`).digest('hex')}.state`);
  }

  async function store(to: string, bytes: Uint8Array): Promise<void> {
    await files.mkdir(folder, true);
    await replaceFile(files, to, bytes, random);
  }

  return {
    read: async () => {
      try {
        const from = await path();
        return ok({ bytes: from === null ? early : await readIfPresent(files, from) });
      } catch (error) {
        return toReadFailure(error);
      }
    },
    write: async (bytes) => {
      try {
        const to = await path();
        if (to === null) early = bytes.slice();
        else await store(to, bytes);
        return ok({});
      } catch (error) {
        const failure = toWriteFailure(error);
        return failure.error.kind === 'read-only' ? fail('io', 'the folder for the state of this computer cannot be written to') : failure;
      }
    },
    settle: async () => {
      const to = early === null ? null : await path();
      if (to === null || early === null) return;
      await store(to, early);
      early = null;
    },
  };
}
