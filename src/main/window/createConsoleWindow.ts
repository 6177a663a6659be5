import { BrowserWindow, nativeTheme } from 'electron';
import { consolePage, curtainPage } from '../scheme/contentPolicy.ts';

const backgrounds = { dark: '#0e1216', light: '#f4f5f6' } as const;

/**
 * Makes the one window and loads its page. It is shown when there is something to see, and never for a self-test.
 * The title is fixed: window managers and task lists would show and keep anything of a case in it.
 * `onPageLost` hears when the page's process ended by itself, or the window shows a page that main did not put there.
 */
export function createConsoleWindow(options: { readonly preload: string; readonly visible: boolean; readonly development: boolean; readonly onPageLost: () => void }): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Holdfast',
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: options.development,
      // The engine works on (imports, seals) while the window is covered.
      backgroundThrottling: false,
    },
  });
  watchPage(window, options.onPageLost);
  if (options.visible) window.once('ready-to-show', () => window.show());
  void window.loadURL(consolePage).catch(() => undefined);
  return window;
}

function watchPage(window: BrowserWindow, onPageLost: () => void): void {
  window.webContents.on('render-process-gone', onPageLost);
  // Chromium lets a page blank itself (about:blank) without asking.
  window.webContents.on('did-navigate', (_event, address) => {
    if (address !== consolePage && address !== curtainPage) onPageLost();
  });
}
