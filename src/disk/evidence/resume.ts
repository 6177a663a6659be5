import { dirname, join } from 'node:path';
import type { UnixMs } from '#base';
import type { FileLayer } from '../durable/fileLayer.ts';
import { itemFolder, partFile } from '../layout.ts';
import { createMark, readProgress, writeProgress, type SealProgress } from './progressFile.ts';
import { SLOT_PLAIN_BYTES } from './ring.ts';
import type { SealRun } from './sealParts.ts';
import { setItemAside } from './setAside.ts';
import { Stopped } from './stop.ts';
import { createTaskGroup } from './taskGroup.ts';

/**
 * Finds where a run can continue, or begins one. What was sealed before counts only when the source still has the same
 * size and time and, read again, the same hash at every part border. When it has not, the parts are set aside and the run
 * stops with `changed-while-read`: whoever asked must know before another source takes their place.
 */
export async function beginOrResume(run: SealRun, startedAt: UnixMs): Promise<SealProgress> {
  const { vault, item, environment, source } = run;
  const found = await readProgress(environment.files, vault, item);
  const key = createMark(run.identity, 'key', 'item');
  const mark = createMark(run.identity, 'source', source.fingerprint);
  if (found !== null && (found.key !== key || found.source !== mark || found.size !== source.size)) {
    if (found.state === 'verified') throw new Stopped('changed-while-read', 'this item is sealed already, from another source or with another key');
    // Another key can never continue these parts, and nobody was told that they were safe.
    if (found.key !== key) return begin(run, startedAt, key, mark);
    await setItemAside(environment.files, vault, item, environment.random);
    throw new Stopped('changed-while-read', 'the file changed since sealing began; the parts sealed before were put into quarantine');
  }
  if (found === null) return begin(run, startedAt, key, mark);
  const usable = { ...found, state: 'sealing' as const, parts: found.parts.slice(0, await countUsable(run, found)) };
  await rehash(run, usable, found.state === 'verified');
  return usable;
}

async function begin(run: SealRun, startedAt: UnixMs, key: string, mark: string): Promise<SealProgress> {
  const { vault, item, environment, source } = run;
  const folder = itemFolder(vault, item);
  // Parts without a readable progress file cannot be continued; they are kept, out of the way.
  if ((await environment.files.readdir(folder).catch(() => [])).length > 0) await setItemAside(environment.files, vault, item, environment.random);
  await environment.files.mkdir(folder, true);
  await environment.files.syncFolder(dirname(folder));
  const fresh: SealProgress = {
    format: 'holdfast-seal', version: 1, state: 'sealing', startedAt, size: source.size, partBytes: environment.partBytes, key, source: mark, parts: [],
  };
  await writeProgress(environment.files, vault, item, fresh, environment.random);
  return fresh;
}

/** How many of the listed parts lie on disk in their full length. */
async function countUsable(run: SealRun, progress: SealProgress): Promise<number> {
  const folder = itemFolder(run.vault, run.item);
  const { files } = run.environment;
  for (const [index, part] of progress.parts.entries()) {
    const path = join(folder, partFile(index));
    if ((await sizeOf(files, path)) === part.sealedBytes) continue;
    // A crash between listing a part and naming it: the part was synced before it was listed.
    if ((await sizeOf(files, path)) !== null || (await sizeOf(files, `${path}.part`)) !== part.sealedBytes) return index;
    await files.rename(`${path}.part`, path);
    await files.syncFolder(folder);
  }
  return progress.parts.length;
}

async function sizeOf(files: FileLayer, path: string): Promise<number | null> {
  return files.stat(path).then((found) => found.size, () => null);
}

/** Reads the part of the source that is sealed already, so that the hash of the whole can go on from there. */
async function rehash(run: SealRun, progress: SealProgress, isVerified: boolean): Promise<void> {
  let position = 0;
  for (const part of progress.parts) {
    await hashRange(run, position, part.plainBytes);
    position += part.plainBytes;
    const digest = await run.hashes[0]?.stream.digest();
    if (digest !== undefined && createMark(run.identity, 'prefix', digest) === part.prefix) continue;
    if (!isVerified) await setItemAside(run.environment.files, run.vault, run.item, run.environment.random);
    throw new Stopped('changed-while-read', 'the file is not what was sealed before; the parts sealed before are kept');
  }
}

async function hashRange(run: SealRun, from: number, length: number): Promise<void> {
  const tasks = createTaskGroup();
  try {
    for (let offset = 0; offset < length; offset += SLOT_PLAIN_BYTES) {
      run.token.throwIfCancelled();
      tasks.throwIfFailed();
      const bytes = Math.min(SLOT_PLAIN_BYTES, length - offset);
      const slot = await run.ring.take();
      try {
        await run.source.read(slot.plain.subarray(0, bytes), from + offset);
        await run.source.compare();
      } catch (error) {
        run.ring.give(slot);
        throw error;
      }
      const hashed = Promise.all(run.hashes.map(({ stream }) => stream.addPlain(slot, bytes)));
      tasks.add(hashed.then(() => run.meter.add(bytes)).finally(() => run.ring.give(slot)));
    }
    await tasks.finish();
  } finally {
    await tasks.settle();
  }
}
