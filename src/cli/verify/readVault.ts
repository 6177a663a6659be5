import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fail, ok, parseLogId, type EntryId, type Failure, type LogId, type Result } from '#base';

/** Files of a vault folder as a verifier reads them: nothing is locked, put aside or written. */
export interface VaultFiles {
  /** `vault.json` and its second copy; null for one that is not there. */
  readonly head: Uint8Array | null;
  readonly second: Uint8Array | null;
  readonly slots: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly logs: readonly { readonly log: LogId; readonly files: readonly string[] }[];
}

/** Lists a vault folder. `malformed`: it holds neither copy of vault.json, or no readable log folder. */
export function readVaultFiles(folder: string): Result<VaultFiles, Failure<'malformed' | 'io'>> {
  try {
    const head = readIfThere(path.join(folder, 'vault.json'));
    const second = readIfThere(path.join(folder, 'vault.second.json'));
    if (head === null && second === null) return fail('malformed', 'this is neither a vault folder nor a journal package');
    const slots = listNames(path.join(folder, 'slots')).filter((name) => name.endsWith('.age'))
      .map((name) => ({ name: name.slice(0, -'.age'.length), bytes: new Uint8Array(readFileSync(path.join(folder, 'slots', name))) }));
    const logs = listNames(path.join(folder, 'log')).flatMap((name) => {
      const log = parseLogId(name);
      return log === null ? [] : [{ log, files: frameFiles(path.join(folder, 'log', name)) }];
    });
    return ok({ head, second, slots, logs });
  } catch {
    return fail('io', 'the vault folder could not be read');
  }
}

/** Bytes and SHA-256 of a sealed part, or null when it is not there. */
export async function hashPart(folder: string, item: EntryId, part: number): Promise<{ readonly bytes: number; readonly sha256: string } | null> {
  // Parts count from 00001 on disk (docs/spec/vault.md).
  const whole = path.join(folder, 'evidence', item, `${String(part + 1).padStart(5, '0')}.age`);
  if (!existsSync(whole)) return null;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(whole)) hash.update(chunk as Uint8Array);
  return { bytes: statSync(whole).size, sha256: hash.digest('hex') };
}

function readIfThere(file: string): Uint8Array | null {
  return existsSync(file) && statSync(file).isFile() ? new Uint8Array(readFileSync(file)) : null;
}

function frameFiles(folder: string): readonly string[] {
  return listNames(folder).filter((name) => /^\d+\.frames$/.test(name)).sort((left, right) => Number.parseInt(left, 10) - Number.parseInt(right, 10)).map((name) => path.join(folder, name));
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
