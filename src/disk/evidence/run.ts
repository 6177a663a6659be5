import type { EntryId } from '#base';
import type { ChunkCipher } from '#crypto';
import type { DiskEnvironment } from '../environment.ts';
import type { HashAlgorithm, JobAnswer } from './lane/jobs.ts';
import type { Lane } from './lane/lanes.ts';
import type { Meter } from './meter.ts';
import type { Ring, Slot } from './ring.ts';
import type { CancelToken } from './stop.ts';

/** What every step of one sealing or reading run shares. */
export interface Run {
  readonly vault: string;
  readonly item: EntryId;
  readonly identity: string;
  readonly environment: DiskEnvironment;
  readonly cipher: ChunkCipher;
  readonly lanes: readonly Lane[];
  readonly ring: Ring;
  readonly meter: Meter;
  readonly token: CancelToken;
}

/** A hash that grows with the run. Each lives on one lane, because its pieces must come in order. */
export interface HashStream {
  readonly addPlain: (slot: Slot, length: number) => Promise<JobAnswer>;
  readonly addSealed: (slot: Slot, length: number) => Promise<JobAnswer>;
  /** Hexadecimal digest of everything added so far; more can follow. */
  readonly digest: () => Promise<string>;
}

let streams = 0;

/**
 * A new hash on the lane for its purpose. The hash of the whole source is the slowest step and gets the first lane for
 * itself; with two lanes the part hash of the read-back joins it, because opening and the sealed hash fill the other.
 */
export function createHashStream(run: Run, purpose: 'whole' | 'legacy' | 'part' | 'sealed', algorithm: HashAlgorithm = 'sha256'): HashStream {
  streams += 1;
  const stream = streams;
  const lane = laneFor(run.lanes, purpose);
  return {
    addPlain: (slot, length) => lane.run({ kind: 'hash', stream, algorithm, from: slot.plainAt, length }),
    addSealed: (slot, length) => lane.run({ kind: 'hash', stream, algorithm, from: slot.sealedAt, length }),
    digest: async () => String(await lane.run({ kind: 'digest', stream, algorithm })),
  };
}

/** The lanes for sealing and opening chunks: all but the one that hashes the source. */
export function chunkLane(run: Run, turn: number): Lane {
  const lanes = run.lanes.length > 1 ? run.lanes.slice(1) : run.lanes;
  return lanes[turn % lanes.length] as Lane;
}

function laneFor(lanes: readonly Lane[], purpose: 'whole' | 'legacy' | 'part' | 'sealed'): Lane {
  const wanted = { whole: 0, legacy: 1, part: lanes.length > 2 ? 1 : 0, sealed: 2 }[purpose];
  return lanes[Math.min(wanted, lanes.length - 1)] as Lane;
}
