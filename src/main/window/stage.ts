import type { BrowserWindow, MessagePortMain } from 'electron';
import type { Payload, PushName } from '#base';
import { desktopChannels, type DesktopContract } from '#ipc';

/** Holds the one console window, which comes after the things that speak to it and may go before them. */
export interface Stage {
  readonly window: () => BrowserWindow | null;
  readonly show: (window: BrowserWindow) => void;
  /** Announces a fact to the window's page, if there is one. */
  readonly push: <N extends PushName<DesktopContract>>(name: N, payload: Payload<DesktopContract, N>) => void;
  readonly sendPort: (port: MessagePortMain) => void;
}

/** Creates an empty stage. */
export function createStage(): Stage {
  let shown: BrowserWindow | null = null;
  const window = () => (shown === null || shown.isDestroyed() ? null : shown);
  const page = () => {
    const contents = window()?.webContents;
    return contents === undefined || contents.isCrashed() ? undefined : contents;
  };
  return {
    window,
    show: (next) => {
      shown = next;
    },
    push: (name, payload) => page()?.send(desktopChannels.push, name, payload),
    sendPort: (port) => page()?.postMessage(desktopChannels.port, null, [port]),
  };
}
