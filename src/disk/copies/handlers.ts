import { bytesToHex, fail, ok, type Failure, type Handlers, type RandomBytes, type Result } from '#base';
import type { CopyGrant, VaultContract } from '#ipc';
import { systemErrorCode, toReadFailure, toWriteFailure } from '../durable/failures.ts';
import type { FileLayer } from '../durable/fileLayer.ts';
import { mendPart } from './mendPart.ts';
import { readCopy, scanCopy, tellCopy, type CopyLog } from './openCopy.ts';

/** Copies of a vault, or journal packages, that a person chose: to be read, never written and never locked. */
export interface CopyDesk {
  readonly handlers: Pick<Handlers<VaultContract>, 'copy.open' | 'copy.read' | 'copy.mendPart'>;
  /** Grants reading the frames at a path; `not-a-copy` when there are none. */
  readonly add: (path: string) => Promise<Result<CopyGrant, Failure<'not-a-copy'>>>;
}
interface CopyPlace { readonly vault: () => string; readonly files: FileLayer; readonly random: RandomBytes; readonly isReadOnly: () => boolean }
interface Granted { readonly path: string; readonly grant: CopyGrant; logs: readonly CopyLog[] | null }

/** The copies of one open vault. */
export function createCopyDesk({ vault, files, random, isReadOnly }: CopyPlace): CopyDesk {
  const granted = new Map<string, Granted>();
  return {
    add: async (path) => {
      try {
        const told = await tellCopy(path);
        if (told === null) return fail('not-a-copy', 'this is neither a vault folder nor a journal package');
        const grant: CopyGrant = { grant: bytesToHex(random(16)), ...told };
        granted.set(grant.grant, { path, grant, logs: null });
        return ok(grant);
      } catch (error) {
        if (systemErrorCode(error) === null) throw error;
        return fail('not-a-copy', 'this cannot be read');
      }
    },
    handlers: {
      'copy.open': async ({ grant }) => {
        const copy = granted.get(grant);
        if (copy === undefined) return fail('unknown-grant', 'choose the copy again');
        try {
          copy.logs = await scanCopy(copy.path, copy.grant.sort);
          return ok({ sort: copy.grant.sort, logs: copy.logs.map(({ log, bytes }) => ({ log, bytes })) });
        } catch (error) {
          return toReadFailure(error);
        }
      },
      'copy.read': async ({ grant, log, from, maxBytes }) => {
        const found = granted.get(grant)?.logs?.find((candidate) => candidate.log === log);
        if (found === undefined) return fail('unknown-grant', 'choose the copy again');
        try {
          return ok(await readCopy(found, from, maxBytes));
        } catch (error) {
          return toReadFailure(error);
        }
      },
      'copy.mendPart': async ({ grant, ...wanted }) => {
        const copy = granted.get(grant);
        if (copy === undefined) return fail('unknown-grant', 'choose the copy again');
        if (isReadOnly()) return fail('read-only', 'this vault is open for reading only');
        // Inside a package there are no parts: nothing below its path is there.
        try {
          return ok({ outcome: await mendPart({ files, vault: vault(), random }, copy.path, wanted) });
        } catch (error) {
          return toWriteFailure(error);
        }
      },
    },
  };
}
