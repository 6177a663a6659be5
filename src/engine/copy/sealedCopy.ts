import { bytesToHex, bytesToText, concatBytes, hexToBytes, textToBytes, type VaultId } from '#base';
import { sha256, type WorkingCopySealer } from '#crypto';
import type { CopyFailure, CopyTable, WorkingCopy } from './workingCopy.ts';

/** Raised when the layout of pages or snapshots changes; an older copy is then rebuilt. */
export const COPY_VERSION = 2;
const ABOUT = 'about';

/** What was found in the working copy when it was opened. `off`: the store does not work, the engine goes on without it. */
export type CopyOwner = 'own' | 'empty' | 'foreign' | 'older' | 'damaged' | 'off';
export type ReadRow = { readonly found: 'row'; readonly bytes: Uint8Array } | { readonly found: 'nothing' } | { readonly found: 'damaged' };
export type SealedTable = Exclude<CopyTable, 'about'>;

/** The working copy of one vault: every value sealed and bound to its table and key, every key opaque. */
export interface SealedCopy {
  readonly owner: CopyOwner;
  readonly read: (table: SealedTable, name: string) => Promise<ReadRow>;
  readonly readAll: (table: SealedTable) => Promise<{ readonly rows: readonly Uint8Array[]; readonly damaged: number }>;
  readonly write: (table: SealedTable, rows: readonly { readonly name: string; readonly bytes: Uint8Array }[]) => Promise<boolean>;
  readonly remove: (table: SealedTable, names: readonly string[]) => Promise<boolean>;
  /** Throws everything away and begins again as this vault's copy, sealed by `sealer` from now on. */
  readonly reset: (sealer?: WorkingCopySealer) => Promise<void>;
  readonly close: () => void;
}

/** The store name of a vault: says nothing about it, and is the same at each start. */
export function copyNameOf(vaultId: VaultId): string {
  return `holdfast-${bytesToHex(markOf(vaultId, 'store').subarray(0, 16))}`;
}

/**
 * Opens the copy of a vault and says whose it is. A store that fails at any time is switched off: `onOff` is called once,
 * reads find nothing and writes answer false from then on.
 */
export async function openSealedCopy(copy: WorkingCopy, vaultId: VaultId, firstSealer: WorkingCopySealer, onOff: (reason: string) => void): Promise<SealedCopy> {
  let sealer = firstSealer;
  let off = false;
  const give = <T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CopyFailure }): T | null => {
    if (answer.ok) return answer.value;
    if (!off) onOff(answer.error.message);
    off = true;
    return null;
  };
  const guarded = async <T>(work: () => Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CopyFailure }>): Promise<T | null> => (off ? null : give(await work()));

  const mark = concatBytes(new Uint8Array([COPY_VERSION]), markOf(vaultId, 'owner'));
  const opened = give(await copy.open(copyNameOf(vaultId)));
  const owner = opened === null && off ? 'off' : await ownerOf();

  async function ownerOf(): Promise<CopyOwner> {
    const about = await guarded(() => copy.get('about', ABOUT));
    if (off) return 'off';
    if (about === null) {
      const rows = await guarded(() => copy.list('snapshots'));
      return rows === null || rows.length === 0 ? 'empty' : 'damaged';
    }
    if (about.length !== mark.length) return 'damaged';
    if (bytesToHex(about.subarray(1)) !== bytesToHex(mark.subarray(1))) return 'foreign';
    return about[0] === mark[0] ? 'own' : 'older';
  }

  return {
    owner,
    read: async (table, name) => {
      const key = sealer.nameRow(table, name);
      const sealed = await guarded(() => copy.get(table, key));
      if (sealed === null) return { found: 'nothing' };
      const bytes = sealer.open(table, key, sealed);
      return bytes === null ? { found: 'damaged' } : { found: 'row', bytes };
    },
    readAll: async (table) => {
      const sealed = (await guarded(() => copy.list(table))) ?? [];
      const rows = sealed.flatMap((row) => sealer.open(table, row.key, row.bytes) ?? []);
      return { rows, damaged: sealed.length - rows.length };
    },
    write: async (table, rows) => {
      const sealed = rows.map(({ name, bytes }) => {
        const key = sealer.nameRow(table, name);
        return { key, bytes: sealer.seal(table, key, bytes) };
      });
      return (await guarded(() => copy.put(table, sealed))) !== null;
    },
    remove: async (table, names) => (await guarded(() => copy.remove(table, names.map((name) => sealer.nameRow(table, name))))) !== null,
    reset: async (next) => {
      if (next !== undefined) sealer = next;
      for (const table of ['about', 'snapshots', 'pages', 'drafts', 'seals'] as const) {
        const rows = await guarded(() => copy.list(table));
        if (rows !== null && rows.length > 0) await guarded(() => copy.remove(table, rows.map((row) => row.key)));
      }
      await guarded(() => copy.put('about', [{ key: ABOUT, bytes: mark }]));
    },
    close: () => copy.close(),
  };
}

/** JSON values as bytes and back; null when the bytes are not the JSON they should be. */
export function jsonToBytes(value: unknown): Uint8Array {
  return textToBytes(JSON.stringify(value));
}
export function bytesToJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(bytesToText(bytes) ?? '');
  } catch {
    return null;
  }
}

function markOf(vaultId: VaultId, use: 'store' | 'owner'): Uint8Array {
  return sha256(concatBytes(textToBytes(`holdfast/working-copy/${use}/1`), hexToBytes(vaultId) ?? textToBytes(vaultId)));
}
