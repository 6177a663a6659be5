import { fail, ok, type Failure, type Result } from '#base';
import type { HubEnd, HubInterface, HubOrder, HubReport, HubStartFailure, HubState } from '#ipc';
import { formatAddress } from '#network';
import type { HandlersOf } from '../ipc/router.ts';
import { parseReport } from './parseReport.ts';

/** The process of a hub as main holds it. */
export interface HubChild {
  readonly post: (order: HubOrder) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onExit: (listener: () => void) => void;
  /** Ends it at once, without asking it. */
  readonly kill: () => void;
}
export interface HubDesk {
  readonly handlers: HandlersOf<'hub.interfaces' | 'hub.start' | 'hub.stop' | 'hub.read'>;
  /** Ends the hub if there is one; resolves when its process is gone. */
  readonly stop: (why: HubEnd) => Promise<void>;
  /** Ends a hub whose vault was closed in another way than by the lock, or whose address this machine has no more. */
  readonly refresh: () => void;
}
interface Options {
  readonly data: string;
  readonly fork: () => HubChild;
  readonly addresses: () => readonly HubInterface[];
  /** Asks the person outside of the page. */
  readonly confirm: (address: string) => Promise<boolean>;
  readonly hasVault: () => boolean;
  readonly announce: (state: HubState) => void;
}
interface Running { readonly child: HubChild; readonly host: string; readonly gone: Promise<void>; stopping: HubEnd | null; failure: Failure<HubStartFailure> | null }

const off = (ended: HubEnd | null): HubState => ({ state: 'off', running: null, ended });
/** How long a hub may take to listen, and to end by itself. A lock waits for nobody, the kill switch not at all: what a hub has answered is on its disk. */
const START_MS = 20_000;
const PATIENCE: Readonly<Record<HubEnd, number>> = { command: 3_000, lock: 150, kill: 0, crashed: 0, 'address-gone': 0 };

/**
 * The war-room hub of this console: one process with the server of docs/spec/server.md, started only after a person said yes in a dialog of the system, on an address that
 * this machine has, while a vault is open.
 */
export function createHubDesk(options: Options): HubDesk {
  let state = off(null);
  let current: Running | null = null;

  function hasAddress(host: string): boolean {
    return options.addresses().some(({ address }) => address === host);
  }

  function become(next: HubState): void {
    state = next;
    options.announce(next);
  }

  function start(host: string, port: number): Promise<Result<HubState, Failure<HubStartFailure>>> {
    const child = options.fork();
    become({ state: 'starting', running: null, ended: null });
    return new Promise((resolve) => {
      const late = setTimeout(child.kill, START_MS);
      const own: Running = { child, host, stopping: null, failure: null, gone: new Promise((gone) => child.onExit(() => {
        clearTimeout(late);
        current = null;
        const wasOn = state.state === 'on';
        become(off(own.stopping ?? (wasOn ? 'crashed' : null)));
        resolve(fail(own.failure?.kind ?? 'hub-failed', own.failure?.message ?? 'the hub ended before it listened'));
        gone();
      })) };
      current = own;
      child.onMessage((message) => {
        const report = parseReport(message);
        if (report === null) child.kill();
        else hear(own, report);
        if (state.state !== 'on') return;
        clearTimeout(late);
        resolve(ok(state));
      });
      child.post({ order: 'start', data: options.data, host, port });
    });
  }

  function hear(own: Running, report: HubReport): void {
    if (own.stopping !== null) return;
    if (report.report === 'failed') {
      own.failure = { kind: report.kind, message: 'the hub could not start' };
      own.child.kill();
    } else if (report.report === 'running') {
      const { report: _report, ...running } = report;
      become({ state: 'on', running, ended: null });
    } else if (state.running !== null) {
      const { report: _report, ...counts } = report;
      become({ ...state, running: { ...state.running, ...counts } });
    }
  }

  async function stop(why: HubEnd): Promise<void> {
    const own = current;
    if (own === null) return;
    own.stopping ??= why;
    own.child.post({ order: 'stop' });
    const patience = setTimeout(own.child.kill, PATIENCE[why]);
    await own.gone;
    clearTimeout(patience);
  }

  return {
    stop,
    refresh: () => {
      if (current === null || current.stopping !== null) return;
      if (!options.hasVault()) void stop('lock');
      else if (!hasAddress(current.host)) void stop('address-gone');
    },
    handlers: {
      'hub.interfaces': async () => ok({ interfaces: options.addresses() }),
      'hub.start': async ({ address, port }) => {
        if (!hasAddress(address)) return fail('bad-address', 'this machine has no such address');
        if (!options.hasVault()) return fail('no-vault', 'no vault is open');
        if (!(await options.confirm(formatAddress({ host: address, port })))) return fail('cancelled', 'the hub was not allowed');
        // The vault may have been locked, and another hub started, while the dialog stood there.
        if (!options.hasVault()) return fail('no-vault', 'no vault is open');
        if (current !== null) return fail('hub-on', 'a hub is on');
        return start(address, port);
      },
      'hub.stop': async () => {
        await stop('command');
        return ok(state);
      },
      'hub.read': async () => ok(state),
    },
  };
}
