import type { PackedPrintJob } from '#ipc';

/** Messages above this size travel in shared memory that is given back, and leave no copy in a heap of main. */
const SHARED_MEMORY_BYTES = 128 * 1024;
const SPACE = 0x20;

/**
 * The page of a print job as bytes, filled up with blanks (which HTML ignores) to the size at which messages travel in
 * shared memory. What is no print job is handed on for main to refuse.
 */
export function packPrintJob(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('html' in input) || typeof input.html !== 'string') return input;
  const page = new TextEncoder().encode(input.html);
  const html = new Uint8Array(Math.max(page.length, SHARED_MEMORY_BYTES)).fill(SPACE);
  html.set(page);
  return { ...input, html } satisfies Partial<PackedPrintJob>;
}
