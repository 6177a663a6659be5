import type { BrowserWindow, WebContents } from 'electron';
import { consolePage, curtainPage } from '../scheme/contentPolicy.ts';

/**
 * Throws the window's page away together with its process, and loads a new one into a new process. Keys, plaintext and
 * what was on the screen end with the old process: a reload alone would keep it and its memory.
 * An empty page of another origin comes first, so that Chromium itself moves to a new process; whatever the old page
 * does: after `leaveMs` its process is killed under it, and it is gone when this resolves.
 */
export async function replacePage(window: BrowserWindow, leaveMs: number): Promise<void> {
  const { webContents } = window;
  const oldProcess = webContents.getOSProcessId();
  const left = load(webContents, curtainPage);
  await settledWithin(left, leaveMs);
  // Either it has been left, and Chromium lets it linger in case it is needed again, or it would not go.
  await endProcess(oldProcess);
  // A page that hung while Chromium asked it to leave is never answered for; that question is taken back.
  await settledWithin(left, askedMs);
  if (!window.isDestroyed()) webContents.stop();
  await loadFresh(window);
}

const askedMs = 1_000;
const loadMs = 10_000;

async function loadFresh(window: BrowserWindow): Promise<void> {
  for (let attempt = 0; attempt < 3 && !window.isDestroyed(); attempt += 1) {
    // History entries hold addresses, scroll positions and form fields of the old page.
    window.webContents.navigationHistory.clear();
    if (await settledWithin(load(window.webContents, consolePage), loadMs)) break;
    if (!window.isDestroyed()) window.webContents.stop();
  }
  if (!window.isDestroyed()) window.webContents.navigationHistory.clear();
}

function load(contents: WebContents, address: string): Promise<boolean> {
  return contents.loadURL(address).then(() => true, () => false);
}

function settledWithin(promise: Promise<boolean>, milliseconds: number): Promise<boolean> {
  return Promise.race([promise, new Promise<boolean>((resolve) => setTimeout(resolve, milliseconds, false))]);
}

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
