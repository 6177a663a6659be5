// Chromium refuses its sandbox to the superuser, so the app then runs as an ordinary user: the one behind sudo,
// or a user made for this purpose.
import { spawnSync } from 'node:child_process';
import { isRoot } from '../support/places.mjs';
import { Plain, say } from '../support/say.mjs';

const ownName = 'holdfast';
const ownHome = '/var/lib/holdfast';

/**
 * @typedef {object} OrdinaryUser
 * @property {string} name
 * @property {number} uid
 * @property {number} gid
 * @property {string} home
 */

/** The user to run the app as, or null when the current user will do. @returns {OrdinaryUser | null} */
export function ordinaryUser() {
  if (!isRoot) return null;
  const behindSudo = process.env.SUDO_USER;
  const found = (behindSudo && behindSudo !== 'root' && lookUp(behindSudo)) || lookUp(ownName);
  return found ?? create();
}

function create() {
  const made = spawnSync('useradd', ['--create-home', '--home-dir', ownHome, '--shell', '/usr/sbin/nologin', '--user-group', ownName], { encoding: 'utf8' });
  const user = lookUp(ownName);
  if (user === null) throw new Plain(`cannot create the ordinary user ${ownName} that the sandbox needs: ${made.stderr?.trim() || made.error?.message}`);
  say(`created the user ${ownName}: the app never runs as root, so that its sandbox stays on`);
  return user;
}

function lookUp(name) {
  const found = spawnSync('getent', ['passwd', name], { encoding: 'utf8' });
  if (found.status !== 0) return null;
  const [, , uid, gid, , home] = found.stdout.trim().split(':');
  return { name, uid: Number(uid), gid: Number(gid), home };
}
