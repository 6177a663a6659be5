import type { Client, FeedId, LogId, RandomBytes, Sha256Hex, VaultId } from '#base';
import { openHostState, sealHostState, type RememberedHead, type VaultKey } from '#crypto';
import type { VaultContract } from '#ipc';

const WRITE_DELAY_MS = 400;

/** What this machine remembers of a vault outside its folder (docs/spec/vault.md section 6). */
export interface HostMemory {
  /** False when nothing was remembered here, or what was does not open: the vault came from elsewhere or was restored. */
  readonly known: boolean;
  readonly generation: () => number;
  readonly instance: () => Uint8Array;
  readonly heads: () => readonly RememberedHead[];
  /** Takes a new random instance: every log gets a new feed with its next frame. */
  readonly renew: () => void;
  /**
   * Notes the newest frame of a feed, after it is on disk. Written soon, and never waited for. What is remembered never goes back: a
   * folder that holds less is said to be cut at each check.
   */
  readonly remember: (log: LogId, feed: FeedId, seq: number, headerSha256: Sha256Hex) => void;
  readonly setGeneration: (generation: number) => void;
  /** Writes what is pending now; `vaultKey` is the one in force. */
  readonly flush: () => Promise<void>;
  readonly end: () => void;
}

/** Reads the host state of a vault, or begins one with a fresh instance. */
export async function openHostMemory(
  vault: Client<VaultContract>, vaultId: VaultId, keyInForce: () => VaultKey, random: RandomBytes,
): Promise<HostMemory> {
  const stored = await vault.call('host.read', {});
  const opened = stored.ok && stored.value.bytes !== null ? openHostState(stored.value.bytes, keyInForce(), vaultId) : null;
  const state = opened?.ok === true ? opened.value : null;
  let instance = state?.instance ?? random(16);
  let generation = state?.generation ?? 0;
  const heads = new Map<string, RememberedHead>(state?.heads.map((head) => [`${head.log}/${head.feed}`, head]) ?? []);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending = false;

  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (!pending) return;
    pending = false;
    const bytes = sealHostState({ instance, generation, heads: [...heads.values()] }, keyInForce(), vaultId, random);
    // A failure costs no entry: at worst the next unlock takes a new feed.
    await vault.call('host.write', { bytes });
  };
  const changed = () => {
    pending = true;
    timer ??= setTimeout(() => void flush(), WRITE_DELAY_MS);
  };
  return {
    known: state !== null,
    generation: () => generation,
    instance: () => instance,
    heads: () => [...heads.values()],
    renew: () => {
      instance = random(16);
      changed();
    },
    remember: (log, feed, seq, headerSha256) => {
      const known = heads.get(`${log}/${feed}`);
      if (known !== undefined && known.seq >= seq) return;
      heads.set(`${log}/${feed}`, { log, feed, seq, headerSha256 });
      changed();
    },
    setGeneration: (next) => {
      generation = next;
      changed();
    },
    flush,
    end: () => clearTimeout(timer),
  };
}
