import { basename } from 'node:path';
import { bytesToHex, fail, ok, type Failure, type Handlers, type In, type Result } from '#base';
import { AGE_HEADER_LIMIT_BYTES } from '#crypto';
import type { AgePayload, BundleGrant, PartMended, VaultContract } from '#ipc';
import { takePart, type PartSource } from '../copies/mendPart.ts';
import { withFile } from '../copies/openCopy.ts';
import { toReadFailure, toWriteFailure } from '../durable/failures.ts';
import { readFully } from '../durable/files.ts';
import { Stopped, type CancelToken } from '../evidence/stop.ts';
import type { BundlePlace, BundleTurns } from './place.ts';
import { listAgeFiles, type AgeFile } from './listFiles.ts';
import { createPlainPart, type PlainPart } from './openPart.ts';

/** Reading what somebody chose to import; nothing of it is ever written. */
export interface BundleReading {
  readonly handlers: Pick<Handlers<VaultContract>, 'bundle.list' | 'bundle.start' | 'bundle.read' | 'bundle.takePiece'>;
  readonly addFiles: (path: string) => Promise<Result<BundleGrant, Failure<'missing'>>>;
}

const START_BYTES = AGE_HEADER_LIMIT_BYTES + 16;
const UNKNOWN = fail('unknown-grant', 'choose the files again');

/** The calls that read bundles, with the key that the engine derived for each file. */
export function createBundleReading(place: BundlePlace, turns: BundleTurns): BundleReading {
  const { random } = place.environment;
  const chosen = new Map<string, { readonly path: string; files: readonly AgeFile[] | null }>();
  const fileOf = ({ grant, file }: { readonly grant: string; readonly file: number }): AgeFile | null => chosen.get(grant)?.files?.[file] ?? null;
  return {
    addFiles: (path) => turns.look(path, () => {
      const grant = bytesToHex(random(16));
      chosen.set(grant, { path, files: null });
      return ok({ grant, name: basename(path) });
    }),
    handlers: {
      'bundle.list': ({ grant }) => {
        const granted = chosen.get(grant);
        return granted === undefined ? Promise.resolve(UNKNOWN) : reading(async () => {
          const found = await listAgeFiles(granted.path);
          granted.files = found.files;
          return { files: found.files.map(({ name, bytes }, file) => ({ file, name, bytes })), others: found.others };
        });
      },
      'bundle.start': (input) => {
        const file = fileOf(input);
        return file === null ? Promise.resolve(UNKNOWN) : reading(() => withFile(file.path, async (handle) => {
          const bytes = new Uint8Array(START_BYTES);
          return { bytes: bytes.slice(0, await readFully(handle, bytes, 0)) };
        }));
      },
      'bundle.read': (input) => {
        const file = fileOf(input);
        return file === null ? Promise.resolve(UNKNOWN) : reading(() => withPlain(turns, file, input, async (plain) => {
          const bytes = await plain.read(input.from, input.maxBytes);
          const end = input.from + bytes.length;
          return { bytes, damagedAt: plain.damagedAt(), next: bytes.length === 0 || end >= plain.length ? null : end };
        }));
      },
      'bundle.takePiece': async (input) => {
        const file = fileOf(input);
        if (file === null) return UNKNOWN;
        if (place.isReadOnly()) return fail('read-only', 'this vault is open for reading only');
        try {
          return ok(await turns.inTurn((token) => takePiece(place, turns, token, file, input)));
        } catch (error) {
          if (error instanceof Stopped) return fail('cancelled', error.failure.message);
          return toWriteFailure(error);
        }
      },
    },
  };
}

async function reading<T>(work: () => Promise<T>) {
  try {
    return ok(await work());
  } catch (error) {
    return toReadFailure(error);
  }
}

async function withPlain<T>(turns: BundleTurns, file: AgeFile, payload: AgePayload, work: (plain: PlainPart) => Promise<T>): Promise<T> {
  const cipher = await turns.cipher();
  return withFile(file.path, async (handle) => work(createPlainPart(cipher, handle, (await handle.stat()).size, payload)));
}

async function takePiece(place: BundlePlace, turns: BundleTurns, token: CancelToken, file: AgeFile, { from, piece, ...payload }: In<VaultContract, 'bundle.takePiece'>): Promise<{ readonly outcome: PartMended; readonly damagedAt: number | null }> {
  let damagedAt: number | null = null;
  const source: PartSource = (_bytes, work) => withPlain(turns, file, payload, async (plain) => {
    const taken = await work({
      read: async (buffer, offset, length, position) => {
        token.throwIfCancelled();
        const read = await plain.read(from + position, length);
        buffer.set(read, offset);
        place.announce(read.length);
        return { bytesRead: read.length };
      },
    });
    damagedAt = plain.damagedAt();
    return taken;
  });
  token.throwIfCancelled();
  const { item, part, bytes, sha256 } = piece;
  const outcome = await takePart({ files: place.environment.files, vault: place.vault(), random: place.environment.random }, source, { item, part, sealedBytes: bytes, sealedSha256: sha256 });
  return { outcome, damagedAt };
}
