// Server and client as processes over real folders, killed at bytes that a seed names while frames and evidence go either way: nothing that a client was receipted is lost, nothing is there twice, and a
// killed transfer sends at most one batch or one piece again.
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readyCrypto } from '#crypto';
import { createBadLink, type BadLink, type Direction } from '../../support/sync/badLink.ts';
import { bytesOfLog, chooseAlways, createLaptops, foundingWith, pairLaptop, running, sealBytes, seededDice, serverFolder, writeLong, type Team } from '../../support/sync/laptops.ts';
import { buildCommandLine, onLaptop, startProcess, startServe, storedFrames, syncedOf, type ServeProcess } from '../../support/sync/processes.ts';

const slow = process.env['SLOW'] === '1';
const KILLS = slow ? 25 : 2;
const MEBIBYTE = 2 ** 20;
/** One batch or piece, the answer that was on its way behind it, and what a connection says beside it. */
const WASTE = { up: 1.1 * MEBIBYTE, down: 2.2 * MEBIBYTE };

let script: string;
let team: Team;
let data: string;
let server: ServeProcess;
let link: BadLink;
let founding: readonly string[];
const dice = seededDice(20_261_122);
beforeAll(async () => {
  await readyCrypto();
  script = await buildCommandLine();
  team = await createLaptops(slow ? 400 : 60);
  data = serverFolder(team);
  server = await startServe(script, data, { state: path.dirname(data) });
  link = await createBadLink(server.address);
  founding = foundingWith(team, server.voucher ?? '');
  await pairLaptop(script, team.laptops[0], link.address, server.fingerprint);
  await pairLaptop(script, team.laptops[1], link.address, server.fingerprint);
});
afterAll(async () => {
  server.kill();
  await link.close();
  await team.remove();
});

const run = (who: 0 | 1) => onLaptop(script, team.laptops[who], ['sync', 'run'], [...running, ...(who === 0 ? founding : [])]);
const atServer = () => storedFrames(data, team.log);
const atLaptop = (who: 0 | 1) => storedFrames(team.laptops[who].vault, team.log);
async function noted(who: 0 | 1): Promise<number> {
  const { out, code } = await onLaptop(script, team.laptops[who], ['sync', 'status'], ['--json']).ended;
  expect(code).toBe(0);
  return out.includes(team.log) ? syncedOf(out, team.log).synced : 0;
}
async function restart(): Promise<void> {
  await server.ended;
  server = await startServe(script, data, { state: path.dirname(data), listen: `127.0.0.1:${server.address.port}` });
}

/** Runs and kills one side after so many bytes of a direction; how many bytes went in that direction, and whether the run came to its end. */
async function killedRun(who: 0 | 1, direction: Direction, bytes: number, kill: 'client' | 'server'): Promise<{ readonly bytes: number; readonly done: boolean }> {
  link.beginCount();
  const process_ = run(who);
  link.at(direction, bytes, () => (kill === 'client' ? process_.kill() : server.kill()));
  const { code, out, err } = await process_.ended;
  if (kill === 'server' && code !== 0) {
    // It says what happened, and ends by itself.
    expect([code, `${err}${out}`]).toEqual([1, expect.stringMatching(/"(kind|left)": ?"(closed|unreachable|timeout)"/)]);
  }
  if (server.child.signalCode === 'SIGKILL' || server.child.killed) await restart();
  return { bytes: link.bytes()[direction], done: code === 0 };
}

/** Everybody has the same frames once, in order, and every check passes. */
async function expectAlike(): Promise<void> {
  for (const who of [0, 1, 0, 1] as const) expect((await run(who).ended).code).toBe(0);
  const stored = atServer();
  expect(new Set(stored).size).toBe(stored.length);
  for (const who of [0, 1] as const) expect(atLaptop(who).toSorted()).toEqual(stored.toSorted());
}

interface Total { readonly kills: number; readonly again: number; readonly bytes: number; readonly ms: number }
/** Kills until so many kills fell; then lets it come to its end. `whole`: bytes that had to go once. */
async function killOn(who: 0 | 1, direction: Direction, whole: number, check: () => Promise<void>): Promise<Total> {
  let [sent, kills, isDone] = [0, 0, false];
  const began = performance.now();
  while (kills < KILLS && !isDone) {
    const share = Math.floor(20_000 + dice() * (whole / KILLS) * 1.2);
    const { bytes, done } = await killedRun(who, direction, share, kills % 2 === 0 ? 'client' : 'server');
    sent += bytes;
    isDone = done;
    if (!done) kills += 1;
    await check();
  }
  link.beginCount();
  const { code, err } = await run(who).ended;
  expect([code, err]).toEqual([0, expect.any(String)]);
  sent += link.bytes()[direction];
  expect(kills).toBeGreaterThanOrEqual(Math.min(KILLS, 2));
  expect(sent).toBeLessThan(whole + kills * WASTE[direction] + 0.1 * MEBIBYTE + whole * 0.02);
  return { kills, again: Math.max(0, sent - whole), bytes: sent, ms: performance.now() - began };
}
function tell(what: string, { kills, again, bytes, ms }: Total): void {
  process.stdout.write(`kills: ${what}: ${kills} kills, ${Math.round(again / kills / 1024)} KiB again for each, ${(bytes / MEBIBYTE).toFixed(1)} MiB in all in ${(ms / 1000).toFixed(1)} s\n`);
}

test('journal going up: server and client killed in turn, nothing receipted is lost, at most one batch goes again', async () => {
  let receipted: readonly string[] = [];
  const check = async (): Promise<void> => {
    const stored = atServer();
    expect(new Set(stored).size).toBe(stored.length);
    expect(receipted.filter((name) => !stored.includes(name))).toEqual([]);
    const count = await noted(0);
    expect(stored.length).toBeGreaterThanOrEqual(count);
    receipted = stored;
  };
  tell('frames up', await killOn(0, 'up', bytesOfLog(team.laptops[0], team.log), check));
  expect(await noted(0)).toBe(atLaptop(0).length);
  expect(atServer().toSorted()).toEqual(atLaptop(0).toSorted());
});

test('journal coming down: what was stored here is not fetched again, and nothing is stored twice', async () => {
  const check = async (): Promise<void> => {
    const here = readdirSync(path.join(team.laptops[1].vault, 'log')).includes(team.log) ? atLaptop(1) : [];
    expect(new Set(here).size).toBe(here.length);
  };
  tell('frames down', await killOn(1, 'down', bytesOfLog(team.laptops[0], team.log), check));
  // The other direction once more, with both sides writing meanwhile.
  await writeLong(team, 1, 3);
  await writeLong(team, 0, 3);
  await killedRun(1, 'up', 60_000, 'client');
  await killedRun(0, 'down', 60_000, 'server');
  await expectAlike();
});

test('evidence up and down: a killed transfer goes on where it ended', async () => {
  const size = (slow ? 60 : 6) * MEBIBYTE;
  const item = await sealBytes(team, 0, randomBytes(size));
  expect((await run(0).ended).code).toBe(0);
  await chooseAlways(team, 0, item, link.address);
  tell('evidence up', await killOn(0, 'up', size, async () => undefined));
  expect((await run(1).ended).code).toBe(0);
  await chooseAlways(team, 1, item, link.address);
  tell('evidence down', await killOn(1, 'down', size, async () => undefined));
  const parts = (who: 0 | 1) => readdirSync(path.join(team.laptops[who].vault, 'evidence', item)).filter((name) => name !== 'progress.json').toSorted();
  expect(parts(1)).toEqual(parts(0));
});

test('after all of it every check passes, on both laptops and on the server', async () => {
  await expectAlike();
  for (const who of [0, 1] as const) {
    const { code, out, err } = await onLaptop(script, team.laptops[who], ['verify']).ended;
    expect([code, err, out]).toEqual([0, '', expect.any(String)]);
  }
  server.child.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
  expect(await startProcess(script, ['serve', '--check', '--data', data], { state: path.dirname(data) }).ended).toMatchObject({ code: 0 });
});
