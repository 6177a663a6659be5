// Runs the built app in the foreground until it ends or Ctrl-C.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { watchDisplay } from '../display/watch.mjs';
import { cacheRoot } from '../support/places.mjs';
import { say } from '../support/say.mjs';
import { prepareLaunch } from './prepare.mjs';

/**
 * Starts the app and waits for its end.
 * @param {readonly string[]} args  passed on to the app
 * @param {string} [source]  an app folder other than this repository
 * @returns {Promise<number>} the app's exit code
 */
export async function runApp(args, source) {
  const launch = await prepareLaunch({ virtualDisplay: 'if-none', ...(source === undefined ? {} : { source }) });
  const home = launch.user?.home ?? os.homedir();
  // The current user keeps the environment of the session it works in.
  const env = launch.user === null ? { ...process.env, ...launch.display.env } : launch.environment(home);
  const child = spawn(launch.executable, [launch.app, ...args], { cwd: home, env, stdio: ['ignore', 'inherit', 'pipe'] });
  child.stderr.on('data', (chunk) => process.stderr.write(withoutHeadlessNoise(String(chunk), launch.display)));
  const stopWatching = announce(launch, home);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (exitCode, signal) => resolve(exitCode ?? (signal === 'SIGKILL' || signal === 'SIGSEGV' ? 1 : 0)));
  });
  stopWatching();
  launch.display.close();
  return code;
}

function announce(launch, home) {
  const asUser = launch.user === null ? '' : ` as the user ${launch.user.name} (home ${home})`;
  say(`running${asUser}; stop with Ctrl-C`);
  if (launch.display.framebuffer === null) return () => {};
  const folder = path.join(cacheRoot(), 'screenshots');
  mkdirSync(folder, { recursive: true });
  const picture = path.join(folder, 'window.png');
  say('no display here: using a virtual one');
  return watchDisplay(launch.display.framebuffer, picture, () => say(`the window is up; its picture, kept current: ${picture}`));
}

// A machine without a desktop has no message bus and no graphics card, and Chromium complains about both.
function withoutHeadlessNoise(text, display) {
  if (display.framebuffer === null) return text;
  return text.split('\n').filter((line) => !/:(ERROR|WARNING):\S*(bus|viz_main_impl|gl_factory|gpu|command_buffer_proxy|object_proxy|vaapi|angle)\S*\(\d+\)/.test(line)).join('\n');
}
