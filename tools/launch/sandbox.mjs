// Chromium's sandbox on Linux needs unprivileged user namespaces. Some systems switch them off; then we say so, and never run without.
import { spawnSync } from 'node:child_process';
import { Plain } from '../support/say.mjs';

/** Throws a plain failure when the user cannot make a user namespace. @param {import('./ordinaryUser.mjs').OrdinaryUser | null} user */
export function requireSandbox(user) {
  if (process.platform !== 'linux') return;
  const probe = ['unshare', '--user', '--map-root-user', 'true'];
  const [command, ...args] = user === null ? probe : ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups', '--', ...probe];
  const tried = spawnSync(command, args);
  if (tried.status === 0 || tried.error !== undefined) return;
  throw new Plain('the sandbox needs unprivileged user namespaces, which this system refuses; allow them with: sudo sysctl -w kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0');
}
