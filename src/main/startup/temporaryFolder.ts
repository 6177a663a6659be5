import type { App } from 'electron';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Makes a folder only its owner can read (mode 0700) and removes it when the app quits. Only a folder made here is ever
 * removed here.
 */
export function createTemporaryFolder(purpose: 'demo' | 'self-test', app: App): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), `holdfast-${purpose}-`));
  app.once('quit', (_event, code) => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    // Chromium would write its profile once more on the way out, into the folder that is gone.
    leaveAtOnce(code);
  });
  return folder;
}

// What `process.exit` calls at its end; Electron replaces only the latter.
function leaveAtOnce(code: number): void {
  (process as NodeJS.Process & { readonly reallyExit?: (code: number) => void }).reallyExit?.(code);
}
