// A laptop whose disk is full while it takes what a server has: it says so, keeps nothing that is half, and goes on when there is room.
import { randomBytes } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type EntityId, type UnixMs } from '#base';
import { readyCrypto } from '#crypto';
import { openVaultFolder } from '#disk';
import { createNetClient, createNetGate, createNetHandlers } from '#network';
import { ask, must, note, runEngine } from '../../support/engineHarness.ts';
import { createFullFiles } from '../../support/sync/fullFiles.ts';
import { createLaptops, foundingWith, pairLaptop, running, sealBytes, serverFolder, type Team } from '../../support/sync/laptops.ts';
import { buildCommandLine, onLaptop, startServe, storedFrames, type ServeProcess } from '../../support/sync/processes.ts';

const MEBIBYTE = 2 ** 20;
let script: string;
let team: Team;
let server: ServeProcess;
let item: EntityId;
beforeAll(async () => {
  await readyCrypto();
  script = await buildCommandLine();
  team = await createLaptops(40);
  item = await sealBytes(team, 0, randomBytes(3 * MEBIBYTE));
  server = await startServe(script, serverFolder(team), { state: team.members[0].place.folder });
  for (const laptop of team.laptops) await pairLaptop(script, laptop, server.address, server.fingerprint);
  expect((await onLaptop(script, team.laptops[0], ['sync', 'run'], [...running, ...foundingWith(team, server.voucher ?? '')]).ended).code).toBe(0);
});
afterAll(async () => {
  server.kill();
  await team.remove();
});

test('a disk that fills up in the middle of a pull and of a fetch, in one session', async () => {
  const { members: [one, two], log } = team;
  // The server gets the parts from who has them.
  const sending = await openWith(one);
  must(await sending.engine.handlers['sync.sendItem']({ log, item }));
  await sending.engine.handlers['sync.disconnect']({});
  await sending.end();

  const disk = createFullFiles();
  const here = () => (readdirSync(path.join(two.path, 'log')).includes(log) ? storedFrames(two.path, log) : []);
  const all = storedFrames(one.path, log);
  const taking = await openWith(two, disk, () => { disk.room = 400_000; });
  // The journal was cut where the disk ended: whole frames, in the order of the server, and nothing behind them.
  expect(await taking.engine.handlers['sync.now']({ log })).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
  for (const room of [0, 150_000, 700_000]) {
    disk.room = room;
    const before = here().length;
    expect(await taking.engine.handlers['sync.now']({ log })).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
    expect(here().length).toBeGreaterThanOrEqual(before);
    expect(here()).toEqual(all.slice(0, here().length));
    expect(here().length).toBeLessThan(all.length);
  }
  const [row] = (await ask(taking, 'sync', {})).logs;
  if (row !== undefined) expect(row).toMatchObject({ failure: 'disk-full' });
  disk.room = Infinity;
  must(await taking.engine.handlers['sync.now']({ log }));
  expect(here()).toEqual(all);
  expect((await ask(taking, 'entities', { log, kind: 'note', filter: {} })).length).toBe(40);
  expect((await ask(taking, 'sync', {})).logs).toMatchObject([{ failure: null, frames: all.length, synced: all.length }]);

  const parts = () => readdirSync(path.join(two.path, 'evidence')).includes(item) ? readdirSync(path.join(two.path, 'evidence', item)).filter((name) => name.endsWith('.age')) : [];
  disk.room = 1_200_000;
  expect(await taking.engine.handlers['sync.fetchItem']({ log, item })).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
  expect(parts()).toEqual([]);
  disk.room = Infinity;
  expect(must(await taking.engine.handlers['sync.fetchItem']({ log, item })).parts).toBe(2);
  expect(parts()).toEqual(['00001.age', '00002.age']);
  expect(must(await taking.engine.handlers['evidence.verify']({ log, item })).result).toBe('match');
  must(await taking.engine.handlers['entry.record']({ log, draft: note('with room again') }));
  expect(must(await taking.engine.handlers['integrity.check']({ log, evidence: true })).verdict).toBe('ok');
  await taking.end();

  async function openWith(member: Team['members'][0], full: ReturnType<typeof createFullFiles> | null = null, fill: () => void = () => undefined) {
    const gate = createNetGate(() => []);
    const environment = full === null ? {} : { files: full.files };
    const opened = runEngine(member.place, must(await openVaultFolder({ path: member.path, hostStateDir: member.place.hostStateDir, ballastBytes: 0, environment })), { net: createNetClient(createNetHandlers(gate, async () => false), gate) });
    must(await opened.engine.handlers['vault.unlock']({ recoveryKey: member.recoveryKey }));
    fill();
    gate.arm(server.address, (Date.now() + 120_000) as UnixMs);
    const [paired] = (await ask(opened, 'sync', {})).servers;
    must(await opened.engine.handlers['sync.connect']({ server: paired?.id ?? ('' as EntityId), network: { confirm: 'once' } }));
    return opened;
  }
});

test('a real small disk under the vault of a process', async () => {
  const [, laptop] = team.laptops;
  const place = path.join(team.members[1].place.folder, 'small');
  mkdirSync(place);
  if (process.getuid?.() !== 0 || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', place], { stdio: 'ignore' }).status !== 0) {
    process.stdout.write('\nNOT TRIED ON A REAL SMALL DISK: mounting needs root. Refusals are tested on a disk that refuses.\n\n');
    expect(process.platform).not.toBe('');
    return;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', place]));
  // Another laptop of the same team: its vault as it was before it knew of the incident.
  const vault = path.join(place, 'vault');
  cpSync(laptop.vault, vault, { recursive: true, filter: (file) => !file.includes(`${path.sep}log${path.sep}${team.log}`) && !file.includes(`${path.sep}evidence${path.sep}`) && !file.includes(`${path.sep}sync${path.sep}`) && !/(ballast|lock)$/.test(file) });
  const small = { ...laptop, vault, state: path.join(team.members[1].place.folder, 'state of the small one') };
  const run = () => onLaptop(script, small, ['sync', 'run'], running).ended;
  const all = storedFrames(team.laptops[0].vault, team.log);
  for (let turn = 0; turn < 2; turn += 1) {
    const { code, err } = await run();
    expect([code, err]).toEqual([74, expect.stringContaining('"disk-full"')]);
    expect(err).toContain('full');
    const here = readdirSync(path.join(vault, 'log')).includes(team.log) ? storedFrames(vault, team.log) : [];
    expect(here).toEqual(all.slice(0, here.length));
    expect(here.length).toBeLessThan(all.length);
  }
  execFileSync('mount', ['-o', 'remount,size=64m', place]);
  expect((await run()).code).toBe(0);
  expect(storedFrames(vault, team.log).slice(0, all.length)).toEqual(all);
  expect((await run()).code).toBe(0);
  expect(new Set(storedFrames(vault, team.log)).size).toBe(storedFrames(vault, team.log).length);
});
