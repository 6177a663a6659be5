import type { Failure, UnixMs } from '#base';
import { systemRandom } from '#crypto';
import type { HubOrder, HubReport } from '#ipc';
import { probeAddress } from '#network';
import { startServer, type RunningServer } from '#server';
import { addressText, pairingText, serverFingerprint, signVoucher, voucherText } from '#sync';
import { parseOrder } from './parseOrder.ts';

const COUNTS_MS = 1_000;
/** What the voucher of one start is good for. */
const VOUCHER_LOGS = 8;
const VOUCHER_LIFE_MS = 24 * 3_600_000;

/** What the hub has of the process that it lives in. */
export interface HubHost {
  readonly tell: (report: HubReport) => void;
  /** Ends the process. */
  readonly end: (code: number) => void;
  /** Called with the address before anything is opened: closes every other way to a network. */
  readonly guard: (host: string) => void;
}

/**
 * The war-room hub: the server of docs/spec/server.md under the orders of main. Answers the listener for messages; the first must be `start`. A message that is
 * none of the known ones ends the process: nobody but main speaks here.
 */
export function runHub(host: HubHost): (message: unknown) => void {
  let starting: Promise<RunningServer | null> | null = null;
  return (message) => {
    const order = parseOrder(message);
    if (order?.order === 'start' && starting === null) starting = start(host, order);
    else if (order?.order === 'stop') void stop(host, starting);
    else host.end(1);
  };
}

async function start(host: HubHost, { data, host: name, port }: Extract<HubOrder, { order: 'start' }>): Promise<RunningServer | null> {
  host.guard(name);
  const trouble = await probeAddress(name, port);
  if (trouble !== null) {
    host.tell({ report: 'failed', kind: trouble });
    return null;
  }
  const started = await startServer({ data, address: { host: name, port } });
  if (!started.ok) {
    host.tell({ report: 'failed', kind: kindOf(started.error) });
    return null;
  }
  const server = started.value;
  const { signer, tls } = server.identity;
  const voucher = signVoucher({ id: systemRandom(16), logs: VOUCHER_LOGS, expires: (Date.now() + VOUCHER_LIFE_MS) as UnixMs }, signer);
  host.tell({
    report: 'running', address: addressText(server.address), fingerprint: serverFingerprint(signer.identity, tls.pin), voucher: voucherText(voucher),
    pairing: pairingText({ address: server.address, pin: tls.pin, identity: signer.identity }), ...countsOf(server),
  });
  tellCounts(host, server);
  return server;
}

async function stop(host: HubHost, starting: Promise<RunningServer | null> | null): Promise<void> {
  await (await starting)?.close();
  host.end(0);
}

function tellCounts(host: HubHost, server: RunningServer): void {
  let told = JSON.stringify(countsOf(server));
  setInterval(() => {
    const counts = countsOf(server);
    const text = JSON.stringify(counts);
    if (text === told) return;
    told = text;
    host.tell({ report: 'counts', ...counts });
  }, COUNTS_MS).unref();
}

function countsOf({ ledger, listener }: RunningServer): { readonly logs: number; readonly broken: number; readonly connections: number } {
  return { logs: ledger.all().length, broken: ledger.broken().size, connections: listener.connections() };
}

function kindOf({ kind }: Failure): Extract<HubReport, { report: 'failed' }>['kind'] {
  return kind === 'held' || kind === 'damaged' || kind === 'disk-full' ? kind : 'io';
}
