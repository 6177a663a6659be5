import type { Client } from '#base';
import type { VaultContract } from '#ipc';

/** Free bytes that must be there before writing is tried again after the disk was full. */
const ROOM_BYTES = 4 * 2 ** 20;

/** Whether the vault folder takes entries. Said once when it stops; opens again by itself when there is room. */
export interface ReadOnlyGate {
  readonly reason: () => 'disk-full' | 'io' | null;
  readonly close: (reason: 'disk-full' | 'io') => void;
  /** True when recording may be tried. */
  readonly allows: () => Promise<boolean>;
}

/** An open gate. */
export function createReadOnlyGate(vault: Client<VaultContract>, onClosed: (reason: 'disk-full' | 'io') => void): ReadOnlyGate {
  let reason: 'disk-full' | 'io' | null = null;
  return {
    reason: () => reason,
    close: (next) => {
      if (reason === next) return;
      reason = next;
      onClosed(next);
    },
    allows: async () => {
      if (reason !== 'disk-full') return true;
      const space = await vault.call('disk.space', {});
      if (!space.ok || space.value.freeBytes < ROOM_BYTES) return false;
      reason = null;
      return true;
    },
  };
}
