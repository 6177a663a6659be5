import type { ContextBridge, IpcRenderer, WebUtils } from 'electron';
import { desktopChannels, desktopContract, VAULT_PORT_MESSAGE, type HoldfastApi, type SourceGrant } from '#ipc';
import { packPrintJob } from './packPrintJob.ts';

/** What the preload has from Electron. Nothing of it is handed on. */
export interface PreloadTools {
  readonly contextBridge: Pick<ContextBridge, 'exposeInMainWorld'>;
  readonly ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on'>;
  readonly webUtils: Pick<WebUtils, 'getPathForFile'>;
  readonly window: Pick<Window, 'postMessage' | 'location'>;
}

/**
 * Exposes `window.holdfast`: calls and pushes of the desktop contract by their names and nothing else, dropped files,
 * and the vault port as a message of this window. Listeners get the payload only, never Electron's event.
 */
export function exposeBridge(tools: PreloadTools): void {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  tools.ipcRenderer.on(desktopChannels.push, (_event, name: string, payload: unknown) => {
    for (const listener of listeners.get(name) ?? []) listener(payload);
  });
  tools.ipcRenderer.on(desktopChannels.port, (event) => {
    const [port] = event.ports;
    if (port !== undefined) tools.window.postMessage(VAULT_PORT_MESSAGE, tools.window.location.origin, [port]);
  });
  const api: HoldfastApi = {
    call: async (name, input) => {
      if (!isEndpoint(name, 'call')) return denied;
      return tools.ipcRenderer.invoke(desktopChannels.call, name, isPrinting(name) ? packPrintJob(input) : input);
    },
    on: (name, listener) => {
      if (!isEndpoint(name, 'push')) return () => undefined;
      const known = listeners.get(name) ?? new Set();
      known.add(listener);
      listeners.set(name, known);
      return () => void known.delete(listener);
    },
    grantsFromFiles: async (files) => {
      // A file made by script has no path, and an object that is no file makes the look-up throw: both are refused.
      const paths = files.map((file) => pathOf(tools.webUtils, file)).filter((path) => path !== '');
      const answer = (await tools.ipcRenderer.invoke(desktopChannels.call, 'sources.fromPaths', { paths })) as { readonly ok: boolean; readonly value?: { readonly grants: readonly SourceGrant[] } };
      return answer.ok && answer.value !== undefined ? answer.value.grants : [];
    },
  };
  tools.contextBridge.exposeInMainWorld('holdfast', api);
}

const denied = { ok: false, error: { kind: 'denied', message: 'no such call' } } as const;

function isEndpoint(name: unknown, endpoint: 'call' | 'push'): name is keyof typeof desktopContract {
  return typeof name === 'string' && Object.hasOwn(desktopContract, name) && desktopContract[name as keyof typeof desktopContract].endpoint === endpoint;
}

function isPrinting(name: string): boolean {
  return name === 'document.renderPdf' || name === 'document.print';
}

function pathOf(webUtils: PreloadTools['webUtils'], file: unknown): string {
  try {
    return webUtils.getPathForFile(file as File);
  } catch {
    return '';
  }
}
