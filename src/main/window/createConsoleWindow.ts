import { BrowserWindow, nativeTheme } from 'electron';
import { consolePage } from '../scheme/contentPolicy.ts';

const backgrounds = { dark: '#0e1216', light: '#f4f5f6' } as const;

/**
 * Makes the one window and loads its page. It is shown when there is something to see, and never for a self-test.
 * The title is fixed: window managers and task lists would show and keep anything of a case in it.
 */
export function createConsoleWindow(options: { readonly preload: string; readonly visible: boolean; readonly development: boolean }): BrowserWindow {
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
  if (options.visible) window.once('ready-to-show', () => window.show());
  void window.loadURL(consolePage).catch(() => undefined);
  return window;
}
