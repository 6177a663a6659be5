import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { expect, test, vi } from 'vitest';
import { isOwnPage } from './listen.ts';

vi.mock('electron', () => ({ ipcMain: { handle: vi.fn() } }));

const mainFrame = { parent: null, origin: 'app://console' };
const webContents = { mainFrame };
const window = { isDestroyed: () => false, webContents } as unknown as BrowserWindow;
const from = (senderFrame: unknown, sender: unknown = webContents) => ({ sender, senderFrame }) as IpcMainInvokeEvent;

test('the main frame of our window on our origin is answered', () => {
  expect(isOwnPage(from(mainFrame), window)).toBe(true);
});

test.each<[string, unknown, unknown]>([
  ['a frame inside it', { parent: mainFrame, origin: 'app://console' }, webContents],
  ['a frame that has gone', null, webContents],
  ['another window', mainFrame, { mainFrame }],
])('%s is a stranger', (_name, frame, sender) => {
  expect(isOwnPage(from(frame, sender), window)).toBe(false);
});

test.each(['app://curtain', 'app://print', 'https://console', 'null', 'file://'])('the origin %s is a stranger', (origin) => {
  const frame = { parent: null, origin };
  const contents = { mainFrame: frame };
  expect(isOwnPage(from(frame, contents), { isDestroyed: () => false, webContents: contents } as unknown as BrowserWindow)).toBe(false);
});

test('without a window nobody is answered', () => {
  expect(isOwnPage(from(mainFrame), null)).toBe(false);
  expect(isOwnPage(from(mainFrame), { isDestroyed: () => true, webContents } as unknown as BrowserWindow)).toBe(false);
});
