import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A private folder of this process, removed when the process ends. */
export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => void;
}

/** Makes a folder only its owner can read (mode 0700). Only a folder made here is ever removed here. */
export function createTemporaryFolder(purpose: 'demo' | 'self-test'): TemporaryFolder {
  const folder = mkdtempSync(path.join(os.tmpdir(), `holdfast-${purpose}-`));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
