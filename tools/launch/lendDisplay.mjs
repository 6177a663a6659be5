// The superuser's display, opened to the ordinary user by a copy of the key to it.
import { chmodSync, chownSync, copyFileSync, existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * @param {import('./ordinaryUser.mjs').OrdinaryUser | null} user
 * @returns {NodeJS.ProcessEnv} XAUTHORITY when a key had to be copied, else nothing
 */
export function lendDisplay(user) {
  const key = process.env.XAUTHORITY ?? path.join(os.homedir(), '.Xauthority');
  if (user === null || !process.env.DISPLAY || !existsSync(key)) return {};
  const copy = path.join(user.home, '.holdfast-display-key');
  copyFileSync(key, copy);
  chmodSync(copy, 0o600);
  chownSync(copy, user.uid, user.gid);
  return { XAUTHORITY: copy };
}
