import type { BrowserWindow } from 'electron';
import { consolePage, curtainPage } from '../scheme/contentPolicy.ts';

/**
 * Throws the window's page away together with its process, and loads a new one into a new process. Keys, plaintext and
 * what was on the screen end with the old process: a reload alone would keep it and its memory.
 * An empty page of another origin comes first, so that Chromium itself moves to a new process; whatever the old page
 * does: after `leaveMs` its process is killed under it, and it is gone when this resolves. Returns the milliseconds until the old process was gone.
 */
export async function replacePage(window: BrowserWindow, leaveMs: number): Promise<number> {
  const startedAt = performance.now();
  const { webContents } = window;
  const oldProcess = webContents.getOSProcessId();
  const left = webContents.loadURL(curtainPage).then(() => true, () => false);
  if (!(await settledWithin(left, leaveMs))) {
    webContents.forcefullyCrashRenderer();
    await webContents.loadURL(curtainPage).catch(() => undefined);
  }
  if (webContents.getOSProcessId() !== oldProcess) await endProcess(oldProcess);
  const gone = performance.now() - startedAt;
  // History entries hold addresses, scroll positions and form fields of the old page.
  webContents.navigationHistory.clear();
  if (!window.isDestroyed()) await webContents.loadURL(consolePage).catch(() => undefined);
  webContents.navigationHistory.clear();
  return gone;
}

function settledWithin(promise: Promise<boolean>, milliseconds: number): Promise<boolean> {
  return Promise.race([promise, new Promise<boolean>((resolve) => setTimeout(resolve, milliseconds, false))]);
}

// Chromium lets an old process linger in case it is needed again; this one never is.
async function endProcess(id: number): Promise<void> {
  if (id <= 0) return;
  try {
    process.kill(id, 'SIGKILL');
    for (let look = 0; look < 40; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      process.kill(id, 0);
    }
  } catch {
    // It is gone.
  }
}
