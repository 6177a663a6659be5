// Pushes of one frame each, as people at keyboards cause them, to `holdfast serve` with its own limits: by sixteen members at once, first to a server that has just started, then to the
// same one when its code is compiled, and by one. Each is answered after the frame and the checkpoint over it were synchronised. Against writing the same bytes to a file on the same
// disk with one fdatasync each.
import { openSync, closeSync, fdatasyncSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { logIdToBytes, readyCrypto, type DeviceKeys } from '#crypto';
import { parsePairing, parseVoucherText } from '#sync';
import { createTeam, type Peer } from '../src/shared/log/testing/team.ts';
import { logIn, type SyncClient } from '../test/support/sync/client.ts';
import { median, printFigure } from './support/figure.ts';
import { serveProcess, type ServerProcess } from './support/serverProcess.ts';
import { createBenchPlace } from './support/vault.ts';

const MEMBERS = 16;
/** Pushes of each member to a server that has just started, and then to the same one when its code is compiled. */
const FIRST = 250;
const THEN = 1_000;
const ALONE = 300;
const TEXT = 'The switch log of the night was read again line by line and shows nothing new for this address.';

await readyCrypto();
const place = await createBenchPlace();
const server = await serveProcess(path.join(place.folder, 'server'));
try {
  const team = createTeam(1);
  const members = [team.founder, ...Array.from({ length: MEMBERS - 1 }, () => team.createPeer())];
  for (const member of members.slice(1)) team.founder.admit(member.device, 'writer');
  const founding = team.founder.frames();
  for (const member of members.slice(1)) member.take(...founding);
  const log = logIdToBytes(team.log);
  const voucher = parseVoucherText(server.voucher ?? '');
  if (!voucher.ok) throw new Error(voucher.error.message);
  const founder = await logInTo(server, team.founder.device);
  await founder.must('found', { voucher: voucher.value, genesis: team.genesis });
  await founder.must('push', { log, frames: founding.slice(1) });

  const clients = [founder, ...(await Promise.all(members.slice(1).map(({ device }) => logInTo(server, device))))];
  let raw = 0;
  for (const [each, state] of [[FIRST, 'a server that has just started'], [THEN, 'the same server after these']] as const) {
    const written = members.map((member) => Array.from({ length: each }, () => member.write(TEXT)));
    raw = rawRate(written.flat());
    const [cpuBefore, begun] = [server.facts().cpuSeconds, performance.now()];
    await Promise.all(clients.map((client, who) => pushAll(client, log, written[who] ?? [])));
    const seconds = (performance.now() - begun) / 1000;
    const cpu = server.facts().cpuSeconds - cpuBefore;
    const pushes = MEMBERS * each;
    const rate = pushes / seconds;
    printFigure({ name: `${pushes} pushes of ${MEMBERS} members at once to ${state}, each answered after fdatasync`, value: rate, unit: 'pushes/s', baseline: `the same bytes appended with one fdatasync each, ${Math.round(raw)} a second; budget 1000`, ratio: rate / raw });
    printFigure({ name: 'the same, processor time of the server', value: (cpu / pushes) * 1e6, unit: 'µs per push', baseline: 'budget of 1000', ratio: (cpu / pushes) * 1000 });
  }

  const alone = await timeAlone(clients[1], members[1], log);
  printFigure({ name: 'one push of one member, p50', value: median(alone), unit: 'ms', baseline: `one write with fdatasync, ${(1000 / raw).toFixed(2)} ms`, ratio: (median(alone) * raw) / 1000 });
  for (const client of clients) client.close();
} finally {
  await server.end();
  await place.remove();
}

async function logInTo({ pairing }: ServerProcess, device: DeviceKeys): Promise<SyncClient> {
  const code = parsePairing(pairing);
  if (!code.ok) throw new Error(code.error.message);
  return logIn(code.value.address, device, code.value);
}

async function pushAll(client: SyncClient, log: Uint8Array, frames: readonly Uint8Array[]): Promise<void> {
  for (const frame of frames) await push(client, log, frame);
}

/** One frame; a server that asks for patience gets it. */
async function push(client: SyncClient, log: Uint8Array, frame: Uint8Array): Promise<void> {
  for (;;) {
    const { value, error } = await client.ask('push', { log, frames: [frame] });
    if (value !== null) return;
    if (error?.error !== 'slow-down') throw new Error(`push: ${error?.error}`);
    await new Promise((resolve) => { setTimeout(resolve, error.retryAfterMs ?? 10); });
  }
}

async function timeAlone(client: SyncClient | undefined, member: Peer | undefined, log: Uint8Array): Promise<readonly number[]> {
  if (client === undefined || member === undefined) throw new Error('there is no second member');
  const frames = Array.from({ length: ALONE }, () => member.write(TEXT));
  const times: number[] = [];
  for (const frame of frames) {
    const begun = performance.now();
    await push(client, log, frame);
    times.push(performance.now() - begun);
    // As fast as the server grants to one device, and no faster.
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
  return times;
}

/** Writes a second with one fdatasync each, beside the server's folder. */
function rawRate(frames: readonly Uint8Array[]): number {
  const file = path.join(place.folder, 'raw');
  const handle = openSync(file, 'w');
  const begun = performance.now();
  for (const frame of frames) {
    writeSync(handle, frame);
    fdatasyncSync(handle);
  }
  const seconds = (performance.now() - begun) / 1000;
  closeSync(handle);
  rmSync(file);
  return frames.length / seconds;
}
