import { basename, join } from 'node:path';
import { bytesToHex, fail, ok, type Failure, type Handlers, type Result } from '#base';
import type { ChunkCipher } from '#crypto';
import type { AgePayload, BundleGrant, FolderGrant, VaultContract } from '#ipc';
import { takePart } from '../copies/mendPart.ts';
import { withFile } from '../copies/openCopy.ts';
import { readFully } from '../durable/files.ts';
import { requireCode, systemErrorCode, toReadFailure, toWriteFailure } from '../durable/failures.ts';
import type { DiskEnvironment } from '../environment.ts';
import { createCipher } from '../evidence/age/cipher.ts';
import { HEADER_LIMIT_BYTES } from '../evidence/age/header.ts';
import { sharedSecret } from '../evidence/age/keys.ts';
import { createCancelToken, Stopped, type CancelToken } from '../evidence/stop.ts';
import { listAgeFiles, type AgeFile } from './listFiles.ts';
import { createPlainPart, type PlainPart } from './openPart.ts';
import { sealPart } from './sealPart.ts';

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
interface BundlePlace {
  readonly vault: () => string;
  readonly environment: DiskEnvironment;
  readonly isReadOnly: () => boolean;
  readonly readLog: Handlers<VaultContract>['log.read'];
  readonly announce: (bytes: number) => void;
}
interface Chosen { readonly path: string; files: readonly AgeFile[] | null }

const START_BYTES = HEADER_LIMIT_BYTES + 16;
const UNKNOWN = fail('unknown-grant', 'choose the files again');

/** The bundle calls of the vault contract (docs/spec/bundle.md). What is imported from is only ever read. */
export function createBundleDesk(place: BundlePlace): BundleDesk {
  const { files, random } = place.environment;
  const folders = new Map<string, { readonly path: string; readonly written: Set<string> }>();
  const chosen = new Map<string, Chosen>();
  let token: CancelToken = createCancelToken();
  let turn: Promise<unknown> = Promise.resolve();
  let cipher: Promise<ChunkCipher> | null = null;
  const cipherOnce = (): Promise<ChunkCipher> => (cipher ??= createCipher());
  const fileOf = ({ grant, file }: { readonly grant: string; readonly file: number }): AgeFile | null => chosen.get(grant)?.files?.[file] ?? null;

  /** Writing and taking happen one after the other, and end when they are stopped. */
  function inTurn<T>(work: (token: CancelToken) => Promise<T>): Promise<T> {
    const result = turn.then(() => work(token));
    turn = result.catch(() => undefined);
    return result;
  }
  async function withPlain<T>(file: AgeFile, payload: AgePayload, work: (plain: PlainPart) => Promise<T>): Promise<T> {
    const opener = await cipherOnce();
    return withFile(file.path, async (handle) => work(createPlainPart(opener, handle, (await handle.stat()).size, payload)));
  }
  async function add<T>(path: string, work: (isFolder: boolean) => Result<T, Failure<'missing'>>): Promise<Result<T, Failure<'missing'>>> {
    try {
      return work((await files.stat(path)).isDirectory);
    } catch (error) {
      requireCode(error);
      return fail('missing', 'there is no such file or folder, or it cannot be read');
    }
  }

  return {
    addFolder: (path) => add(path, (isFolder) => {
      if (!isFolder) return fail('missing', 'this is not a folder');
      const grant = bytesToHex(random(16));
      folders.set(grant, { path, written: new Set() });
      return ok({ grant });
    }),
    addFiles: (path) => add(path, () => {
      const grant = bytesToHex(random(16));
      chosen.set(grant, { path, files: null });
      return ok({ grant, name: basename(path) });
    }),
    close: async () => {
      token.cancel();
      await turn;
    },
    handlers: {
      'bundle.writePart': async ({ grant, ...part }) => {
        const folder = folders.get(grant);
        if (folder === undefined) return UNKNOWN;
        const probe = random(32);
        if (part.recipients.some((recipient) => sharedSecret(probe, recipient) === null)) return fail('bad-recipient', 'the key of a recipient is of small order');
        try {
          return ok(await inTurn(async (running) => {
            const readLog = async (from: number, maxBytes: number): Promise<Uint8Array> => {
              const read = await place.readLog({ log: part.log, from, maxBytes });
              if (!read.ok) throw new Stopped(read.error.kind === 'missing' ? 'missing' : 'io', 'the journal could not be read');
              return read.value.bytes;
            };
            const written = await sealPart({ files, random, cipher: await cipherOnce(), vault: place.vault(), folder: folder.path, token: running, readLog, onBytes: place.announce }, part);
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
        if (folder === undefined) return UNKNOWN;
        try {
          return ok(await inTurn(async () => {
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
      'bundle.stop': () => {
        token.cancel();
        token = createCancelToken();
        return Promise.resolve(ok({}));
      },
      'bundle.list': async ({ grant }) => {
        const granted = chosen.get(grant);
        if (granted === undefined) return UNKNOWN;
        try {
          const found = await listAgeFiles(granted.path);
          granted.files = found.files;
          return ok({ files: found.files.map(({ name, bytes }, file) => ({ file, name, bytes })), others: found.others });
        } catch (error) {
          return toReadFailure(error);
        }
      },
      'bundle.start': async (input) => {
        const file = fileOf(input);
        if (file === null) return UNKNOWN;
        try {
          return ok(await withFile(file.path, async (handle) => {
            const bytes = new Uint8Array(START_BYTES);
            return { bytes: bytes.slice(0, await readFully(handle, bytes, 0)) };
          }));
        } catch (error) {
          return toReadFailure(error);
        }
      },
      'bundle.read': async (input) => {
        const file = fileOf(input);
        if (file === null) return UNKNOWN;
        try {
          return ok(await withPlain(file, input, async (plain) => {
            const bytes = await plain.read(input.from, input.maxBytes);
            const end = input.from + bytes.length;
            return { bytes, damagedAt: plain.damagedAt(), next: bytes.length === 0 || end >= plain.length ? null : end };
          }));
        } catch (error) {
          return toReadFailure(error);
        }
      },
      'bundle.takePiece': async ({ from, piece, ...input }) => {
        const file = fileOf(input);
        if (file === null) return UNKNOWN;
        if (place.isReadOnly()) return fail('read-only', 'this vault is open for reading only');
        try {
          return ok(await inTurn((running) => takePiece(running, file, input, from, piece)));
        } catch (error) {
          if (error instanceof Stopped) return fail('cancelled', error.failure.message);
          return toWriteFailure(error);
        }
      },
    },
  };

  async function takePiece(running: CancelToken, file: AgeFile, payload: AgePayload, from: number, { item, part, bytes, sha256 }: { readonly item: Parameters<typeof takePart>[2]['item']; readonly part: number; readonly bytes: number; readonly sha256: string }) {
    let damagedAt: number | null = null;
    const source: Parameters<typeof takePart>[1] = (_bytes, work) => withPlain(file, payload, async (plain) => {
      const taken = await work({
        read: async (buffer, offset, length, position) => {
          running.throwIfCancelled();
          const read = await plain.read(from + position, length);
          buffer.set(read, offset);
          place.announce(read.length);
          return { bytesRead: read.length };
        },
      });
      damagedAt = plain.damagedAt();
      return taken;
    });
    running.throwIfCancelled();
    const outcome = await takePart({ files, vault: place.vault(), random }, source, { item, part, sealedBytes: bytes, sealedSha256: sha256 });
    return { outcome, damagedAt };
  }
}
