import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CONSOLE_ORIGIN } from '#ipc';
import { exposeBridge } from './exposeBridge.ts';
import { keepFieldsOutOfPageState } from './keepFieldsOutOfPageState.ts';

// The page between two sessions and anything else that may ever load gets no bridge at all.
if (globalThis.location.origin === CONSOLE_ORIGIN && process.isMainFrame) {
  keepFieldsOutOfPageState(globalThis.window);
  exposeBridge({ contextBridge, ipcRenderer, webUtils, window: globalThis.window });
}
