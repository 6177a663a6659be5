// The executable that starts Electron as the ordinary user. It replaces itself by exec at each step, so the process id
// stays the one the caller knows and signals reach Electron itself.
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot } from '../support/places.mjs';

/**
 * Returns what to execute to run `executable`: the file itself for an ordinary user, else a wrapper that drops to `user` first.
 * @param {string} executable
 * @param {import('./ordinaryUser.mjs').OrdinaryUser | null} user
 */
export function runAs(executable, user) {
  if (user === null) return executable;
  const folder = path.join(cacheRoot(), 'wrappers');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${path.basename(path.dirname(executable))}-${path.basename(executable)}-as-${user.name}`);
  const script = ['#!/bin/sh', '# Drops privileges, then becomes the program.', `exec setpriv --reuid=${user.uid} --regid=${user.gid} --init-groups --inh-caps=-all -- ${quote(executable)} "$@"`, ''].join('\n');
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, script);
  chmodSync(temporary, 0o755);
  renameSync(temporary, file);
  return file;
}

/**
 * The environment of the app: a home of its own and the folders derived from it, none of the caller's secrets or npm settings.
 * @param {string} home
 * @param {NodeJS.ProcessEnv} extra  display and whatever the caller wants the app to see
 */
export function appEnvironment(home, extra) {
  const kept = Object.fromEntries(['LANG', 'LC_ALL', 'TZ', 'TERM', 'PATH', 'DBUS_SESSION_BUS_ADDRESS', 'WAYLAND_DISPLAY', 'DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  return {
    ...kept,
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local', 'share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_STATE_HOME: path.join(home, '.local', 'state'),
    ...extra,
  };
}

function quote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
