// No process of the app speaks to a network, from the start through creating, sealing, locking, unlocking and verifying.
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, test } from '@playwright/test';
import { isAlive, processTree } from '../../support/attack.ts';
import { freshFolder } from '../../support/runtime.ts';
import { attemptsIn, hasOwnNetwork, namespaceSocketsOf, watchSockets } from '../../support/sockets.ts';
import { prepareLaunch } from '../../../tools/launch/prepare.mjs';

// A whole session on a busy machine takes its time; the app itself gives up after three minutes.
test.describe.configure({ timeout: 240_000 });

interface Run { readonly code: number | null; readonly output: string; readonly sockets: ReadonlySet<string>; readonly looks: number; readonly attempts: Readonly<Record<string, number>> }

/** Runs the self-test without any debugger, looking at its sockets all the time. */
async function selfTest(before: readonly string[], look: (root: number) => readonly string[]): Promise<Run> {
  const source = process.env['HOLDFAST_APP'];
  const launch = await prepareLaunch({ virtualDisplay: 'always', ...(source === undefined ? {} : { source }) });
  const home = freshFolder('home');
  const [command = launch.executable, ...args] = [...before, launch.executable, launch.app, '--self-test'];
  const child = spawn(command, args, { env: launch.environment(home), cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const watched = await watch(child, look);
  const code = await ended;
  launch.display.close();
  return { code, output, ...watched };
}

async function watch(child: ChildProcess, look: (root: number) => readonly string[]) {
  const sockets = new Set<string>();
  const root = child.pid ?? 0;
  let looks = 0;
  let attempts: Readonly<Record<string, number>> = {};
  while (isAlive(root)) {
    for (const socket of look(root)) sockets.add(socket);
    attempts = hasOwnNetwork(root) ? attemptsIn(root) ?? attempts : attempts;
    looks += 1;
    // Looking takes time from the very processes that are looked at.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { sockets, looks, attempts };
}

test('the looks at sockets see a socket', async () => {
  const watching = watchSockets();
  expect(watching.look(() => [process.pid])).toEqual([]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  expect(watching.look(() => [process.pid]).some((socket) => socket.startsWith('tcp 0100007F:'))).toBe(true);
  server.close();
});

test('the counters of a network of its own see what is tried', async () => {
  const script = "require('node:dgram').createSocket('udp4').send('x', 9, '192.0.2.1', () => undefined); setTimeout(() => process.exit(0), 1500)";
  const asUser = process.getuid?.() === 0 ? [] : ['--map-current-user'];
  const child = spawn('unshare', [...asUser, '--net', '--', process.execPath, '-e', script], { stdio: 'ignore' });
  const { attempts } = await watch(child, () => []);
  expect(Object.values(attempts).some((count) => count > 0)).toBe(true);
});

test('on a machine with a network, no process of a whole session opens a network socket', async () => {
  const watching = watchSockets();
  const run = await selfTest([], (root) => watching.look(() => processTree(root)));
  expect(run.output).toContain('holdfast self-test: passed');
  expect(run.code).toBe(0);
  expect(run.looks).toBeGreaterThan(20);
  expect([...run.sockets]).toEqual([]);
});

test('in a network of its own, a whole session leaves every counter of attempts at zero', async () => {
  // The kernel counts what is tried there, also what was too short to be seen in a table.
  const asUser = process.getuid?.() === 0 ? [] : ['--map-current-user'];
  const run = await selfTest(['unshare', ...asUser, '--net', '--'], (root) => (hasOwnNetwork(root) ? namespaceSocketsOf(root) : []));
  expect(run.output).toContain('holdfast self-test: passed');
  expect([...run.sockets]).toEqual([]);
  expect(Object.entries(run.attempts).filter(([, count]) => count !== 0)).toEqual([]);
  expect(Object.keys(run.attempts).length).toBe(8);
});

test('the self-test is one line and leaves nothing behind', async () => {
  const home = freshFolder('home');
  const run = await selfTest(['env', `TMPDIR=${home}`], () => []);
  expect(run.output.match(/^holdfast self-test: .*$/gm)).toHaveLength(1);
  expect(readdirSync(home).filter((name) => name.startsWith('holdfast-self-test-'))).toEqual([]);
});
