import { join } from 'node:path';
import * as v from 'valibot';
import { bytesToText } from '#base';
import { systemErrorCode } from '../durable/failures.ts';
import type { FileLayer } from '../durable/fileLayer.ts';
import { readIfPresent } from '../durable/files.ts';
import { HEAD, SECOND_HEAD } from '../layout.ts';

const headSchema = v.object({ format: v.literal('holdfast-vault'), vaultId: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)) });

/**
 * `vault.json` and its second copy as they lie there (docs/spec/vault.md section 3.1), null for what is not. One that the
 * medium does not give back counts as not there while the other can be read. Throws system errors.
 */
export async function readHeads(files: FileLayer, vault: string): Promise<{ readonly bytes: Uint8Array | null; readonly second: Uint8Array | null }> {
  const [first, second] = await Promise.allSettled([HEAD, SECOND_HEAD].map((name) => readIfPresent(files, join(vault, name))));
  const value = (read: typeof first): Uint8Array | null => (read?.status === 'fulfilled' ? read.value : null);
  const failed = [first, second].find((read) => read?.status === 'rejected');
  if (failed?.status === 'rejected' && (systemErrorCode(failed.reason) === null || (value(first) === null && value(second) === null))) throw failed.reason;
  return { bytes: value(first), second: value(second) };
}

/** The vault id that the head of a folder claims, or null when neither copy is the head of a vault. Throws system errors. */
export async function readClaimedId(files: FileLayer, vault: string): Promise<string | null> {
  const { bytes, second } = await readHeads(files, vault);
  return parseVaultId(bytes) ?? parseVaultId(second);
}

/** The vault id in the bytes of a head. Nothing else is judged here. */
function parseVaultId(head: Uint8Array | null): string | null {
  if (head === null) return null;
  try {
    const parsed = v.safeParse(headSchema, JSON.parse(bytesToText(head) ?? ''));
    return parsed.success ? parsed.output.vaultId : null;
  } catch {
    return null;
  }
}
