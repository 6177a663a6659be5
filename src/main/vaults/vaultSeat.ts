import { MessageChannelMain, type MessagePortMain } from 'electron';
import { servePort, type Handlers, type Result, type WiredPort } from '#base';
import { checkVaultInput, createVaultFolder, openVaultFolder, type CreateVaultFailure, type OpenVault, type OpenVaultFailure } from '#disk';
import type { LeaveReason, NetContract, VaultContract } from '#ipc';
import { checkNetInput } from '#network';
import type { ReportBug } from '../startup/reportBug.ts';

/** The one vault this process may hold. Opening another one closes the first. */
export interface VaultSeat {
  readonly current: () => OpenVault | null;
  readonly open: (path: string) => Promise<Result<OpenVault, OpenVaultFailure>>;
  /** `onFinished` hears the final path when creation has ended and the folder stands under its own name. */
  readonly create: (place: { readonly parent: string; readonly name: string }, onFinished: (path: string) => Promise<void>) => Promise<Result<OpenVault, CreateVaultFailure>>;
  /** Closes the port and the folder and gives the lock back. Resolves when all of it is done. */
  readonly close: () => Promise<void>;
}

/** `sendPort` hands the other end of the vault port to the window; the calls of the network contract travel on it too. */
export function createVaultSeat(options: { readonly hostStateDir: string; readonly network: Handlers<NetContract>; readonly onConnectionLost: (listener: (left: LeaveReason | null) => void) => () => void; readonly sendPort: (port: MessagePortMain) => void; readonly reportBug: ReportBug }): VaultSeat {
  const { hostStateDir } = options;
  let seated: { readonly vault: OpenVault; readonly leave: () => Promise<void> } | null = null;
  let closing: Promise<void> = Promise.resolve();

  function close(): Promise<void> {
    const leaving = seated;
    seated = null;
    if (leaving !== null) closing = closing.then(leaving.leave).catch((error: unknown) => void options.reportBug(error));
    return closing;
  }

  function take(vault: OpenVault, onFinished?: (path: string) => Promise<void>): OpenVault {
    const { port1, port2 } = new MessageChannelMain();
    const port = wirePort(port1);
    const handlers = onFinished === undefined ? vault.handlers : withFinish(vault, onFinished);
    const announcer = servePort<VaultContract & NetContract>(port, { ...handlers, ...options.network }, {
      check: (name, input) => checkNetInput(name, input) ?? checkVaultInput(name, input), onBug: options.reportBug,
    });
    const stopPushes = vault.onPush((push) => announcer.push(push.name, push.payload));
    const stopNews = options.onConnectionLost((left) => announcer.push('net.closed', { left }));
    seated = {
      vault,
      leave: async () => {
        stopPushes();
        stopNews();
        port1.close();
        await vault.close();
      },
    };
    const own = seated;
    // The page gave its end up, after a secret that did not open the vault or because it was ended: nobody is there to hold the folder for.
    port.onClose(() => {
      if (seated === own) void close();
    });
    options.sendPort(port2);
    return vault;
  }

  return {
    current: () => seated?.vault ?? null,
    open: async (path) => {
      await close();
      const opened = await openVaultFolder({ path, hostStateDir });
      if (opened.ok) take(opened.value);
      return opened;
    },
    create: async (place, onFinished) => {
      await close();
      const created = await createVaultFolder({ ...place, hostStateDir });
      if (created.ok) take(created.value, onFinished);
      return created;
    },
    close,
  };
}

function withFinish(vault: OpenVault, onFinished: (path: string) => Promise<void>): OpenVault['handlers'] {
  return {
    ...vault.handlers,
    'creation.finish': async (input) => {
      const finished = await vault.handlers['creation.finish'](input);
      if (finished.ok) await onFinished(vault.path());
      return finished;
    },
  };
}

// A port whose other end went away (the page was ended) swallows late answers.
function wirePort(port: MessagePortMain): WiredPort {
  let open = true;
  port.on('close', () => {
    open = false;
  });
  port.start();
  return {
    postMessage: (message) => {
      if (open) port.postMessage(message);
    },
    close: () => port.close(),
    onMessage: (listener) => void port.on('message', (event) => listener(event.data)),
    onClose: (listener) => void port.on('close', listener),
  };
}
