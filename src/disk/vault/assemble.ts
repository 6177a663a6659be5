import { fail, ok, type Failure, type Handlers, type Result } from '#base';
import type { VaultContract, WriteFailure } from '#ipc';
import { toReadFailure } from '../durable/failures.ts';
import { createBundleDesk } from '../bundle/handlers.ts';
import { createSealedPartHandlers } from '../exchange/sealedParts.ts';
import { createCopyDesk } from '../copies/handlers.ts';
import type { DiskEnvironment, Space } from '../environment.ts';
import { createEvidenceHandlers } from '../evidence/handlers.ts';
import { createLanePool } from '../evidence/lane/lanes.ts';
import { createGrants } from '../grants.ts';
import { createHostState } from '../hostState.ts';
import type { HeldLock } from '../lock/acquireLock.ts';
import { createLogHandlers, type LogHandlers } from '../log/handlers.ts';
import type { OpenedLog } from '../log/openLogs.ts';
import { createBallast } from '../space/ballast.ts';
import { watchSpace } from '../space/watchSpace.ts';
import type { OpenVault, VaultPush } from './door.ts';
import { readClaimedId } from './heads.ts';
import { createSyncStateHandlers } from '../syncState.ts';
import { createHeadHandlers } from './slotHandlers.ts';

const BALLAST_BYTES = 16 * 1024 * 1024;

export interface Assembly {
  readonly vault: () => string;
  readonly hostStateDir: string;
  readonly sealWorker: URL | undefined;
  readonly ballastBytes: number | undefined;
  readonly environment: DiskEnvironment;
  readonly opened: readonly OpenedLog[];
  readonly isReadOnly: boolean;
  readonly lock: HeldLock | null;
  /** Ends creation; null in a vault that exists already. */
  readonly finishCreation: ((logs: LogHandlers) => Promise<Result<Record<string, never>, Failure<WriteFailure | 'exists'>>>) | null;
  readonly onClosed: (logs: LogHandlers) => Promise<void>;
}

/** Puts the parts of an open vault together: handlers, announcements, the watch over the free space, the end. */
export function assembleVault(assembly: Assembly): OpenVault {
  const { environment, vault } = assembly;
  const listeners = new Set<(push: VaultPush) => void>();
  const announce = (push: VaultPush): void => {
    for (const listener of listeners) listener(push);
  };
  let isFull = false;
  let lastLevel: VaultPush | null = null;
  const isReadOnly = (): boolean => assembly.isReadOnly;
  const ballast = createBallast(environment.files, vault, assembly.ballastBytes ?? BALLAST_BYTES, environment.random);
  const space = watchSpace({
    read: () => environment.space(vault()),
    intervalMs: environment.spaceIntervalMs,
    onLevel: (level, found) => {
      // The ballast is kept for the moment in which an append is refused: given up earlier, others would take its room.
      if (level === 'enough') void refill(found);
      lastLevel = { name: 'disk.low', payload: { freeBytes: found.freeBytes, level } };
      announce(lastLevel);
    },
  });
  const grants = createGrants(environment.random);
  const copies = createCopyDesk({ vault, files: environment.files, random: environment.random, isReadOnly });
  const host = createHostState(environment.files, assembly.hostStateDir, () => readClaimedId(environment.files, vault()), environment.random);
  const logs = createLogHandlers(
    {
      vault, environment, isReadOnly,
      makeRoom: () => ballast.release(),
      onOutcome: (outcome) => {
        isFull = outcome === 'disk-full';
        if (isFull) void space.look();
      },
    },
    assembly.opened,
  );
  const evidence = createEvidenceHandlers({
    vault, environment, isReadOnly, grants,
    lanes: { sealing: createLanePool(assembly.sealWorker), reading: createLanePool(assembly.sealWorker) },
    announce: (payload) => announce({ name: 'evidence.progress', payload }),
  });
  const bundles = createBundleDesk({
    vault, environment, isReadOnly, readLog: logs.handlers['log.read'], announce: (bytes) => announce({ name: 'bundle.progress', payload: { bytes } }),
  });
  const handlers: Handlers<VaultContract> = {
    ...createHeadHandlers({ vault, files: environment.files, isReadOnly, random: environment.random, onHeadWritten: host.settle }),
    ...logs.handlers,
    ...evidence.handlers,
    ...copies.handlers,
    ...bundles.handlers,
    ...createSyncStateHandlers({ vault, files: environment.files, isReadOnly, random: environment.random }),
    ...createSealedPartHandlers({ vault, environment, isReadOnly }),
    'creation.finish': async () => (assembly.finishCreation === null ? fail('exists', 'this vault has its name already') : assembly.finishCreation(logs)),
    'host.read': host.read,
    'host.write': ({ bytes }) => host.write(bytes),
    'disk.space': async () => {
      try {
        return ok(await environment.space(vault()));
      } catch (error) {
        return toReadFailure(error);
      }
    },
  };
  let closing: Promise<void> | null = null;

  let filling: Promise<void> = Promise.resolve();
  function refill(found: Space): Promise<void> {
    if (!assembly.isReadOnly && closing === null) filling = filling.then(() => ballast.fill(found));
    return filling;
  }
  void space.look().then(() => environment.space(vault())).then(refill, () => undefined);

  async function close(): Promise<void> {
    space.stop();
    await evidence.close();
    await bundles.close();
    await filling;
    await logs.rest();
    await assembly.onClosed(logs);
    await assembly.lock?.release(vault());
  }

  return {
    handlers,
    onPush: (listener) => {
      listeners.add(listener);
      // The first look may have come before anybody listened.
      if (lastLevel !== null && space.level() !== 'enough') listener(lastLevel);
      return () => listeners.delete(listener);
    },
    grants,
    addCopy: copies.add,
    addBundleFolder: bundles.addFolder,
    addBundleFiles: bundles.addFiles,
    path: vault,
    readOnly: () => assembly.isReadOnly || isFull,
    holder: assembly.lock?.holder ?? null,
    close: () => (closing ??= close()),
  };
}
