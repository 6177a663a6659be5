import { join } from 'node:path';
import { bytesToHex, fail, ok, type Failure, type Handlers, type Result } from '#base';
import type { FolderGrant, VaultContract } from '#ipc';
import { systemErrorCode, toWriteFailure } from '../durable/failures.ts';
import { sharedSecret } from '../evidence/age/keys.ts';
import { Stopped } from '../evidence/stop.ts';
import type { BundlePlace, BundleTurns } from './place.ts';
import { sealPart } from './sealPart.ts';

/** Writing parts of bundles into granted folders. */
export interface BundleWriting {
  readonly handlers: Pick<Handlers<VaultContract>, 'bundle.writePart' | 'bundle.drop'>;
  readonly addFolder: (path: string) => Promise<Result<FolderGrant, Failure<'missing'>>>;
}

/** The calls that write a bundle: each part is there under its name as a whole, or not at all. */
export function createBundleWriting(place: BundlePlace, turns: BundleTurns): BundleWriting {
  const { files, random } = place.environment;
  const folders = new Map<string, { readonly path: string; readonly written: Set<string> }>();
  return {
    addFolder: (path) => turns.look(path, (isFolder) => {
      if (!isFolder) return fail('missing', 'this is not a folder');
      const grant = bytesToHex(random(16));
      folders.set(grant, { path, written: new Set() });
      return ok({ grant });
    }),
    handlers: {
      'bundle.writePart': async ({ grant, ...part }) => {
        const folder = folders.get(grant);
        if (folder === undefined) return fail('unknown-grant', 'choose the folder again');
        const probe = random(32);
        if (part.recipients.some((recipient) => sharedSecret(probe, recipient) === null)) return fail('bad-recipient', 'the key of a recipient is of small order');
        const readLog = async (from: number, maxBytes: number): Promise<Uint8Array> => {
          const read = await place.readLog({ log: part.log, from, maxBytes });
          if (!read.ok) throw new Stopped(read.error.kind === 'missing' ? 'missing' : 'io', 'the journal could not be read');
          return read.value.bytes;
        };
        try {
          return ok(await turns.inTurn(async (token) => {
            const written = await sealPart({ files, random, cipher: await turns.cipher(), vault: place.vault(), folder: folder.path, token, readLog, onBytes: place.announce }, part);
            if (written.outcome === 'written') folder.written.add(written.name);
            return written;
          }));
        } catch (error) {
          if (error instanceof Stopped) return { ok: false, error: error.failure } as Awaited<ReturnType<Handlers<VaultContract>['bundle.writePart']>>;
          return toWriteFailure(error);
        }
      },
      'bundle.drop': async ({ grant, bundle }) => {
        const folder = folders.get(grant);
        if (folder === undefined) return fail('unknown-grant', 'choose the folder again');
        try {
          return ok(await turns.inTurn(async () => {
            for (const name of [...folder.written].filter((each) => each.startsWith(`${bundle}-`))) {
              await files.unlink(join(folder.path, name)).catch((error: unknown) => {
                if (systemErrorCode(error) !== 'ENOENT') throw error;
              });
              folder.written.delete(name);
            }
            return {};
          }));
        } catch (error) {
          return toWriteFailure(error);
        }
      },
    },
  };
}
