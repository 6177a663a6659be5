import { createHash, type Hash } from 'node:crypto';
import { exhaustive } from '#base';
import type { ChunkCipher } from '#crypto';
import { createCipher } from '../age/cipher.ts';
import { openChunks, sealChunks, type ChunkRun } from '../age/stream.ts';

export type HashAlgorithm = 'sha256' | 'sha1' | 'md5';

/** One piece of work on the shared memory. Positions are bytes in it; streams are hashes that live in the lane. */
export type Job =
  | { readonly kind: 'attach'; readonly memory: SharedArrayBuffer }
  | { readonly kind: 'hash'; readonly stream: number; readonly algorithm: HashAlgorithm; readonly from: number; readonly length: number }
  | { readonly kind: 'digest'; readonly stream: number; readonly algorithm: HashAlgorithm }
  | { readonly kind: 'seal' | 'open'; readonly run: ChunkRun; readonly from: number; readonly length: number; readonly to: number }
  | { readonly kind: 'detach' };

/** Answer of a job: digests as hexadecimal; lengths written by seal and open; null when chunks did not open. */
export type JobAnswer = string | number | null;
export type Executor = (job: Job) => JobAnswer;

/** Something that executes jobs, in a thread of its own or on the caller's. */
export async function createExecutor(replacedCipher?: ChunkCipher): Promise<Executor> {
  const cipher = replacedCipher ?? (await createCipher());
  const hashes = new Map<number, Hash>();
  let memory = new Uint8Array(0) as Uint8Array;

  function hashOf(stream: number, algorithm: HashAlgorithm): Hash {
    const known = hashes.get(stream) ?? createHash(algorithm);
    hashes.set(stream, known);
    return known;
  }

  return (job) => {
    switch (job.kind) {
      case 'attach':
        memory = new Uint8Array(job.memory);
        return null;
      case 'hash':
        hashOf(job.stream, job.algorithm).update(memory.subarray(job.from, job.from + job.length));
        return null;
      case 'digest':
        // A copy: the same stream goes on after a part ends.
        return hashOf(job.stream, job.algorithm).copy().digest('hex');
      case 'seal':
        return sealChunks(cipher, job.run, memory.subarray(job.from, job.from + job.length), memory.subarray(job.to));
      case 'open':
        return openChunks(cipher, job.run, memory.subarray(job.from, job.from + job.length), memory.subarray(job.to));
      case 'detach':
        hashes.clear();
        memory = new Uint8Array(0);
        return null;
      default:
        return exhaustive(job);
    }
  };
}
