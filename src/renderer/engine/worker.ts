import { createPortClient, servePort, type Announcer, type CallName, type Handlers, type UnixMs } from '#base';
import { readyCrypto, systemRandom } from '#crypto';
import { createEngine, keylessHandlers, type Engine, type HostClock } from '#engine';
import { engineContract, type EngineContract, type NetContract, type VaultContract } from '#ipc';
import { createDexieCopy } from './dexieCopy.ts';
import { documentFontCss } from './documentFonts.ts';
import { formatTexts } from './formatTexts.ts';
import { startPieceHelper } from './startPieceHelper.ts';
import { wirePort } from './wirePort.ts';

/**
 * The engine in its worker. The window sends its own port first and then, for each vault that main opens, the port of that folder.
 * Calls that need a vault wait for its port. The worker has no network and no document; ending it is the lock.
 */
type Opening =
  | { readonly type: 'ui-port' }
  | { readonly type: 'vault-port'; readonly zone: string; readonly build: string; readonly version?: string };
interface Seat { readonly opened: Promise<Engine>; readonly take: (engine: Engine) => void }

const started = performance.now();
const clock: HostClock = { now: () => Date.now() as UnixMs, monotonicMs: () => performance.now() - started, boot: crypto.getRandomValues(new Uint8Array(16)) };
let seat = emptySeat();
let current: Engine | null = null;
let announcer: Announcer<EngineContract> | null = null;

self.addEventListener('message', (event: MessageEvent<Opening>) => {
  const [port] = event.ports;
  if (port === undefined) return;
  if (event.data.type === 'ui-port') serveWindow(port);
  else void takeVault(port, event.data);
});

function serveWindow(port: MessagePort): void {
  announcer = servePort<EngineContract>(wirePort(port), waitingHandlers(), { onBug: (error) => self.reportError(error) });
  port.addEventListener('close', () => void shutDown());
}

async function takeVault(port: MessagePort, { zone, build, version }: Extract<Opening, { readonly type: 'vault-port' }>): Promise<void> {
  // From here on calls wait for the new vault, also while the one before is still being left.
  if (current !== null) seat = emptySeat();
  const mine = seat;
  const last = current;
  current = null;
  await last?.end();
  await readyCrypto();
  const wired = wirePort(port);
  const client = createPortClient<VaultContract & NetContract>(wired);
  const engine = createEngine({ vault: client, net: client, workingCopy: createDexieCopy(), random: systemRandom, zone, clock, app: { version: version ?? '0.1.0', build }, documentFontCss, formatTexts, startPieceHelper });
  engine.onPush((push) => announcer?.push(push.name, push.payload as never));
  wired.onClose(() => {
    if (current !== engine) return;
    current = null;
    seat = emptySeat();
    void engine.end();
  });
  current = engine;
  mine.take(engine);
}

/** One handler per call of the contract, made from the contract itself; each waits until there is a vault to answer from. */
function waitingHandlers(): Handlers<EngineContract> {
  const names = Object.entries(engineContract).filter(([, endpoint]) => endpoint.endpoint === 'call').map(([name]) => name as CallName<EngineContract>);
  const waiting = (name: CallName<EngineContract>) => async (input: never) => {
    const engine = await seat.opened;
    return engine.handlers[name](input);
  };
  const keyless = keylessHandlers({ clock, random: (length) => crypto.getRandomValues(new Uint8Array(length)) });
  return { ...Object.fromEntries(names.map((name) => [name, waiting(name)])), ...keyless } as unknown as Handlers<EngineContract>;
}

function emptySeat(): Seat {
  let take: (engine: Engine) => void = () => {};
  const opened = new Promise<Engine>((resolve) => { take = resolve; });
  return { opened, take };
}

async function shutDown(): Promise<void> {
  const last = current;
  current = null;
  seat = emptySeat();
  await last?.end();
  self.close();
}
