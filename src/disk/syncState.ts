import { join } from 'node:path';
import { fail, ok, type Handlers, type RandomBytes } from '#base';
import type { VaultContract } from '#ipc';
import { toReadFailure, toWriteFailure } from './durable/failures.ts';
import type { FileLayer } from './durable/fileLayer.ts';
import { readIfPresent, replaceFile } from './durable/files.ts';
import { SYNC } from './layout.ts';

interface Options { readonly files: FileLayer; readonly vault: () => string; readonly isReadOnly: () => boolean; readonly random: RandomBytes }

/** The sealed files in `sync/`, one for each server (docs/spec/sync.md section 3.3). */
export function createSyncStateHandlers({ files, vault, isReadOnly, random }: Options): Pick<Handlers<VaultContract>, 'sync.read' | 'sync.write'> {
  const pathOf = (server: string) => join(vault(), SYNC, `${server}.state`);
  return {
    'sync.read': async ({ server }) => {
      try {
        return ok({ bytes: await readIfPresent(files, pathOf(server)) });
      } catch (error) {
        return toReadFailure(error);
      }
    },
    'sync.write': async ({ server, bytes }) => {
      if (isReadOnly()) return fail('read-only', 'this vault cannot be written to');
      try {
        await files.mkdir(join(vault(), SYNC), true);
        await files.syncFolder(vault());
        await replaceFile(files, pathOf(server), bytes, random);
        return ok({});
      } catch (error) {
        return toWriteFailure(error);
      }
    },
  };
}
