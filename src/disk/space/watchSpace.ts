import { systemErrorCode } from '../durable/failures.ts';
import type { Space } from '../environment.ts';

const MEBIBYTE = 1024 * 1024;
/** Below either of these the working copy and imports should stop. */
export const LOW_BYTES = 2048 * MEBIBYTE;
export const LOW_SHARE = 0.02;
/** Below this only the journal goes on. */
export const CRITICAL_BYTES = 256 * MEBIBYTE;

export type SpaceLevel = 'enough' | 'low' | 'critical';
export interface SpaceWatch {
  /** Looks now, and announces a changed level. Answers the last known level when the system does not say. */
  readonly look: () => Promise<SpaceLevel>;
  readonly level: () => SpaceLevel;
  readonly stop: () => void;
}

/** The level of a free space. */
export function toSpaceLevel(space: Space): SpaceLevel {
  if (space.freeBytes < CRITICAL_BYTES) return 'critical';
  return space.freeBytes < LOW_BYTES || space.freeBytes < space.totalBytes * LOW_SHARE ? 'low' : 'enough';
}

/** Looks at the free space every so often and reports each change of level, the first included. */
export function watchSpace(options: {
  readonly read: () => Promise<Space>;
  readonly intervalMs: number;
  readonly onLevel: (level: SpaceLevel, space: Space) => void;
}): SpaceWatch {
  let level: SpaceLevel = 'enough';
  async function look(): Promise<SpaceLevel> {
    try {
      const space = await options.read();
      const found = toSpaceLevel(space);
      if (found !== level) {
        level = found;
        options.onLevel(found, space);
      }
    } catch (error) {
      // A stick that was pulled out has no free space to tell of; reads and writes will report it.
      if (systemErrorCode(error) === null) throw error;
    }
    return level;
  }
  const timer = setInterval(() => void look(), options.intervalMs);
  timer.unref();
  return { look, level: () => level, stop: () => clearInterval(timer) };
}
