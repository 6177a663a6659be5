import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { bytesToHex, type EntryId, type RandomBytes } from '#base';
import type { PartMended } from '#ipc';
import { systemErrorCode } from '../durable/failures.ts';
import type { FileLayer, LayerFile } from '../durable/fileLayer.ts';
import { readFully, writeFully } from '../durable/files.ts';
import { itemFolder, partFile, QUARANTINE } from '../layout.ts';
import { withFile } from './openCopy.ts';

/** A sealed part as its entry records it; `part` counts from 0. */
export interface WantedPart { readonly item: EntryId; readonly part: number; readonly sealedBytes: number; readonly sealedSha256: string }
export interface MendPlace { readonly files: FileLayer; readonly vault: string; readonly random: RandomBytes }
export type Readable = Pick<LayerFile, 'read'>;
/** Lets `work` read a source of so many bytes; answers false without it when there is none, or one of another length. System errors count as no source. */
export type PartSource = (bytes: number, work: (source: Readable) => Promise<boolean>) => Promise<boolean>;

const PIECE = 2 ** 20;

/**
 * Puts one part of an evidence item in order from another copy of the vault (docs/spec/evidence.md section 7). The part here is read and compared with the hash that its
 * entry records; one that is missing or another is written anew from the copy, and gets its name only when every byte was right. What lay there before goes to
 * `quarantine/`. Throws system errors of the vault; a copy that cannot be read counts as one without the part.
 */
export async function mendPart(place: MendPlace, copy: string, wanted: WantedPart): Promise<PartMended> {
  const source = join(itemFolder(copy, wanted.item), partFile(wanted.part));
  return takePart(place, (bytes, work) => withFile(source, async (handle) => {
    const facts = await handle.stat();
    return facts.isFile() && facts.size === bytes && work(handle);
  }), wanted);
}

/** The same from any source: a copy of the vault, or what a bundle carries. */
export async function takePart(place: MendPlace, source: PartSource, wanted: WantedPart): Promise<PartMended> {
  const own = join(itemFolder(place.vault, wanted.item), partFile(wanted.part));
  const found = await hashOwn(place.files, own, wanted.sealedBytes);
  if (found === wanted.sealedSha256) return 'whole';
  const temporary = `${own}.new-${bytesToHex(place.random(6))}`;
  try {
    const taken = await takeFrom(place, source, wanted, temporary);
    if (!taken) return 'missing';
    if (found !== null) await setPartAside(place, own, wanted);
    await place.files.rename(temporary, own);
    await place.files.syncFolder(dirname(own));
    return 'repaired';
  } finally {
    await place.files.unlink(temporary).catch(() => undefined);
  }
}

/** Hash of the part here: null when there is none, `''` when its length is another. */
export async function hashOwn(files: FileLayer, path: string, bytes: number): Promise<string | null> {
  try {
    const handle = await files.open(path, 'r');
    try {
      return (await handle.stat()).size === bytes ? await pass(handle, bytes, null) : '';
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    // A medium that cannot read its own file back has damaged it.
    if (systemErrorCode(error) === 'EIO') return '';
    throw error;
  }
}

/** Copies the part into a temporary file and syncs it; false when the source has no such part, or another. */
async function takeFrom({ files, vault }: MendPlace, source: PartSource, { item, sealedBytes, sealedSha256 }: WantedPart, temporary: string): Promise<boolean> {
  let writing: unknown = null;
  try {
    return await source(sealedBytes, async (readable) => {
      try {
        await files.mkdir(itemFolder(vault, item), true);
        await files.syncFolder(dirname(itemFolder(vault, item)));
        const target = await files.open(temporary, 'wx');
        try {
          const hash = await pass(readable, sealedBytes, target);
          if (hash !== sealedSha256) return false;
          await target.sync();
          return true;
        } finally {
          await target.close();
        }
      } catch (error) {
        writing = error;
        throw error;
      }
    });
  } catch (error) {
    if (writing !== null || systemErrorCode(error) === null) throw error;
    return false;
  }
}

/** SHA-256 over so many bytes, which also go into another file when there is one. A source that ends early has another hash. */
async function pass(from: Readable, bytes: number, to: LayerFile | null): Promise<string> {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(Math.min(PIECE, Math.max(1, bytes)));
  for (let at = 0; at < bytes; ) {
    const piece = buffer.subarray(0, Math.min(buffer.length, bytes - at));
    const read = await readFully(from, piece, at);
    hash.update(piece.subarray(0, read));
    if (to !== null) await writeFully(to, piece.subarray(0, read), at);
    if (read < piece.length) break;
    at += read;
  }
  return hash.digest('hex');
}

/** Moves what lies under the name of a part into quarantine. */
export async function setPartAside({ files, vault, random }: MendPlace, own: string, { item, part }: Pick<WantedPart, 'item' | 'part'>): Promise<void> {
  const quarantine = join(vault, QUARANTINE);
  await files.mkdir(quarantine, true);
  await files.rename(own, join(quarantine, `${item}-${partFile(part)}-${bytesToHex(random(4))}.damaged`));
  await files.syncFolder(quarantine);
}
