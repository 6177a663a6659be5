// Starts a virtual display (Xvfb) on a machine without one, closed to everybody without its cookie.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isRoot } from '../support/places.mjs';
import { Plain } from '../support/say.mjs';

/**
 * @typedef {object} Display
 * @property {NodeJS.ProcessEnv} env  DISPLAY and XAUTHORITY
 * @property {string | null} framebuffer  the framebuffer file of a virtual display
 * @property {() => void} close
 */

/** True when a window could be shown already. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

/**
 * Starts Xvfb on a free display number, as the owner given.
 * @param {{uid: number, gid: number} | null} owner  null: the current user
 * @param {{width?: number, height?: number}} [size]
 * @returns {Promise<Display>}
 */
export async function startVirtualDisplay(owner, { width = 1600, height = 1000 } = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'holdfast-display-'));
  const authority = path.join(folder, 'authority');
  writeFileSync(authority, cookieFile(), { mode: 0o600 });
  if (owner !== null && isRoot) {
    chownSync(authority, owner.uid, owner.gid);
    chownSync(folder, owner.uid, owner.gid);
  }
  prepareSocketFolder();
  const args = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-fbdir', folder, '-auth', authority, '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // Not in our process group: Ctrl-C must reach the app before the display goes away.
    detached: true,
    ...(owner !== null && isRoot ? { uid: owner.uid, gid: owner.gid } : {}),
  });
  function close() {
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
  process.once('exit', close);
  const number = await displayNumber(server);
  return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority }, framebuffer: path.join(folder, 'Xvfb_screen0'), close };
}

function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let complaint = '';
    server.stderr.on('data', (chunk) => (complaint += chunk));
    server.stdio[3].once('data', (chunk) => {
      server.unref();
      for (const stream of [server.stderr, server.stdio[3]]) stream.unref?.();
      resolve(Number(String(chunk).trim()));
    });
    server.once('error', () => reject(new Plain('Xvfb is not installed')));
    server.once('exit', (code) => reject(new Plain(`the virtual display did not start (Xvfb exit code ${code}): ${complaint.trim()}`)));
  });
}

// An ordinary user can create this folder too, but then the server warns about its owner.
function prepareSocketFolder() {
  if (!isRoot || existsSync('/tmp/.X11-unix')) return;
  mkdirSync('/tmp/.X11-unix');
  chmodSync('/tmp/.X11-unix', 0o1777);
}

// One Xauthority record: any host (family 0xffff, empty address), any display, MIT-MAGIC-COOKIE-1.
function cookieFile() {
  const counted = (bytes) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const empty = Buffer.alloc(0);
  return Buffer.concat([Buffer.from([0xff, 0xff]), counted(empty), counted(empty), counted(Buffer.from('MIT-MAGIC-COOKIE-1')), counted(randomBytes(16))]);
}
