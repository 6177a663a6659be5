import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { CONSOLE_ORIGIN, desktopChannels } from '#ipc';
import type { Route } from './router.ts';

/** Connects the router to Electron's IPC. */
export function listenForCalls(route: Route<IpcMainInvokeEvent>): void {
  ipcMain.handle(desktopChannels.call, (event, name: unknown, input: unknown) => route(event, name, input));
}

/**
 * True for the main frame of the console window showing our own page. Frames inside it, other windows, devtools and the
 * page between two sessions are strangers, and so is a frame that has gone while its message was under way.
 */
export function isOwnPage(event: IpcMainInvokeEvent, window: BrowserWindow | null): boolean {
  if (window === null || window.isDestroyed() || event.sender !== window.webContents) return false;
  const frame = event.senderFrame;
  return frame !== null && frame === window.webContents.mainFrame && frame.parent === null && frame.origin === CONSOLE_ORIGIN;
}
