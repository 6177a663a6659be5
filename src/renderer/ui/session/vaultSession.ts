import { fail, type Failure, type Out, type Result } from '#base';
import type { EngineContract, KnownVault, LockCause, OperatorInput, UnlockReport } from '#ipc';
import type { Desktop } from '../port/desktop.ts';
import { awaitVaultPort, startEngine, type EngineProcess } from '../port/engine.ts';
import type { Ports } from '../port/ports.tsx';
import { createQueryHub } from '../port/queryHub.ts';
import { clearToasts } from '../kit/toasts.ts';
import { flushDrafts } from './drafts.ts';
import { sessionStore } from './store.ts';

export interface NewVault {
  readonly name: string;
  /** Folder that will hold the vault; null for the default one. */
  readonly parent: string | null;
  readonly passphrase: string;
  readonly operator: OperatorInput;
  readonly escrowRecipient: string | null;
}
export type Secret = { readonly passphrase: string } | { readonly recoveryKey: string };
export type CreatedVault = Out<EngineContract, 'vault.create'>;
export type OpenResult = Result<UnlockReport, Failure<string>>;

/** The life of one open vault in this window: its engine, how it is opened, and how it ends. */
export interface VaultSession {
  /** The ports of the present engine; a new object after another vault was chosen. */
  readonly ports: () => Ports;
  readonly onPorts: (listener: () => void) => () => void;
  readonly unlock: (vault: KnownVault, secret: Secret) => Promise<OpenResult>;
  readonly create: (input: NewVault) => Promise<Result<CreatedVault, Failure<string>>>;
  /** Shows the open vault: the end of unlocking and of creating. */
  readonly enter: (vault: KnownVault, report: UnlockReport) => void;
  readonly lock: (cause: LockCause) => Promise<void>;
}

// A lock must not wait long for the last keystrokes; a worker that does not answer is ended all the same.
const LAST_DRAFTS_MS = 150;
/** Given to the working copy afterwards; what is not written by then is made from the journal next time. */
const LAST_SNAPSHOTS_MS = 200;
const RELOAD_AFTER_MS = 1500;
const PORT_WAIT_MS = 10_000;

/** An engine whose news about the disk are heard from the first moment: what is said while the pages of an open vault still load would be lost. */
function startFollowed(build: string): EngineProcess {
  const started = startEngine(build);
  sessionStore.setState({ diskLow: null });
  started.client.on('vault.readOnly', ({ reason }) => sessionStore.setState({ readOnly: reason }));
  started.client.on('disk.low', ({ level, freeBytes }) => sessionStore.setState({ diskLow: level === 'enough' ? null : { level, freeBytes } }));
  return started;
}

/** Starts the engine and keeps it; one per window. */
export function createVaultSession(desktop: Desktop, build: string): VaultSession {
  let engine = startFollowed(build);
  let ports = portsOf(desktop, engine);
  let attached: string | null = null;
  const listeners = new Set<() => void>();

  /**
   * A worker that already serves a vault is ended: keys of two vaults never share a memory. Its port closes with it, and main gives the folder
   * back: a vault that did not open is held by nobody.
   */
  function freshEngine(): EngineProcess {
    if (attached !== null) {
      engine.end();
      engine = startFollowed(build);
      ports = portsOf(desktop, engine);
      attached = null;
      for (const listener of listeners) listener();
    }
    return engine;
  }

  async function attach<T, K extends string>(vault: string, ask: () => Promise<Result<T, Failure<K>>>): Promise<Result<T, Failure<K | 'closed'>>> {
    const target = freshEngine();
    const arrival = awaitVaultPort();
    const answer = await ask();
    if (!answer.ok) {
      arrival.stop();
      return answer;
    }
    const port = await Promise.race([arrival.port, later(PORT_WAIT_MS)]);
    arrival.stop();
    if (port === null) return fail('closed', 'the vault port did not arrive');
    target.attachVault(port, sessionStore.getState().preferences.zone);
    attached = vault;
    return answer;
  }

  return {
    ports: () => ports,
    onPorts: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    unlock: async (vault, secret) => {
      if (attached !== vault.vault) {
        const opened = await attach(vault.vault, () => desktop.call('vault.open', { vault: vault.vault }));
        if (!opened.ok) return opened;
        sessionStore.setState({ readOnly: opened.value.readOnly ? 'io' : null });
      }
      const unlocked = await engine.client.call('vault.unlock', secret);
      if (!unlocked.ok) freshEngine();
      return unlocked;
    },
    create: async (input) => {
      const opened = await attach('', () => desktop.call('vault.create', { name: input.name, parent: input.parent }));
      if (!opened.ok) return opened;
      const created = await engine.client.call('vault.create', { name: input.name, passphrase: input.passphrase, operator: input.operator, escrowRecipient: input.escrowRecipient });
      if (!created.ok) freshEngine();
      return created;
    },
    enter: (vault, report) => sessionStore.setState({ stage: 'open', vault, report, log: null, screen: 'overview', selectionByScreen: {} }),
    lock: async (cause) => {
      if (sessionStore.getState().stage === 'locking') return;
      await Promise.race([flushDrafts(), later(LAST_DRAFTS_MS)]);
      sessionStore.setState({ stage: 'locking', vault: null, report: null, log: null, selectionByScreen: {}, overlay: null });
      clearToasts();
      document.title = 'Holdfast';
      await Promise.race([engine.client.call('copy.flush', {}), later(LAST_SNAPSHOTS_MS)]);
      engine.end();
      window.setTimeout(() => window.location.reload(), RELOAD_AFTER_MS);
      await desktop.call('session.end', { cause });
    },
  };
}

function portsOf(desktop: Desktop, engine: EngineProcess): Ports {
  return { desktop, engine: engine.client, queries: createQueryHub(engine.client) };
}

function later(milliseconds: number): Promise<null> {
  return new Promise((resolve) => window.setTimeout(() => resolve(null), milliseconds));
}
