// The system libraries and programs that Electron, the virtual display and the tests need on Linux.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isRoot } from '../support/places.mjs';
import { findPostgres } from '../support/postgres.mjs';
import { findPython } from '../support/python.mjs';
import { run } from '../support/run.mjs';
import { Plain, say } from '../support/say.mjs';

// Newer Debian releases renamed some packages for 64-bit time; the first name that exists is installed.
const needs = [
  { for: 'app', library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { for: 'app', library: 'libnss3.so', packages: ['libnss3'] },
  { for: 'app', library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { for: 'app', library: 'libgbm.so.1', packages: ['libgbm1'] },
  { for: 'app', library: 'libatk-bridge-2.0.so.0', packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
  { for: 'app', library: 'libXss.so.1', packages: ['libxss1'] },
  { for: 'app', library: 'libdrm.so.2', packages: ['libdrm2'] },
  { for: 'display', program: 'Xvfb', packages: ['xvfb'] },
  { for: 'display', file: '/usr/share/X11/xkb/rules/base', packages: ['xkb-data'] },
  // Older releases have the whole browser only.
  { for: 'test', browser: true, packages: ['chromium-headless-shell', 'chromium'] },
  { for: 'test', program: 'pdfinfo', packages: ['poppler-utils'] },
  { for: 'test', program: 'age', packages: ['age'] },
  { for: 'test', program: 'openssl', packages: ['openssl'] },
  { for: 'test', pythonModule: 'nacl', packages: ['python3-nacl'] },
  { for: 'test', postgres: true, packages: ['postgresql'] },
  // Only root may make the networks that tests cut.
  ...(isRoot && process.platform === 'linux' ? [{ for: 'test', program: 'ip', packages: ['iproute2'] }] : []),
];

/**
 * Makes sure that the system has what the purposes need; installs it on Debian as root, else says what to install and how.
 * @param {readonly ('app' | 'display' | 'test')[]} purposes
 */
export async function requireSystem(purposes) {
  if (process.platform !== 'linux') {
    if (purposes.includes('test')) requirePrograms();
    return;
  }
  const missing = findMissing(purposes);
  if (purposes.includes('test') && missing.length === 0) await addShell();
  if (missing.length === 0) return;
  if (!isDebian()) throw new Plain(`missing on this system: ${missing.map(nameOf).join(', ')}; install them with your package manager (on Fedora: dnf provides '*/<name>')`);
  if (!isRoot) throw new Plain(`missing on this system: ${missing.map(nameOf).join(', ')}; install with: sudo apt-get install ${missing.map((need) => need.packages.at(-1)).join(' ')}`);
  await install(missing);
  const still = findMissing(purposes);
  if (still.length > 0) throw new Plain(`still missing after installation: ${still.map(nameOf).join(', ')}`);
}

function requirePrograms() {
  const missing = needs.filter((need) => need.for === 'test' && need.browser !== true && !isPresent(need, ''));
  if (missing.length > 0) throw new Plain(`the tests need these programs on the search path: ${missing.map(nameOf).join(', ')}`);
}

function findMissing(purposes) {
  const libraries = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '';
  return needs.filter((need) => purposes.includes(need.for) && !isPresent(need, libraries));
}

function isPresent(need, libraries) {
  if (need.library !== undefined) return libraries.includes(`${need.library} `);
  if (need.pythonModule !== undefined) return findPython(need.pythonModule) !== null;
  if (need.postgres === true) return findPostgres() !== null;
  if (need.browser === true) return hasBrowser(need);
  return need.file !== undefined ? existsSync(need.file) : hasProgram(need.program);
}

// The whole browser does too; it makes the ring slower.
function hasBrowser({ packages }) {
  return packages.some(hasProgram);
}

function hasProgram(name) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, name)));
}

function nameOf(need) {
  if (need.pythonModule !== undefined) return `Python 3.9 or newer with ${need.packages[0]} (elsewhere: pip install pynacl)`;
  if (need.postgres === true) return 'the programs of PostgreSQL 13 or newer (initdb, postgres)';
  return need.library ?? need.program ?? need.packages.at(-1);
}

function isDebian() {
  return existsSync('/etc/debian_version') && hasProgram('apt-get');
}

async function install(missing) {
  const aptGet = (args) => run('apt-get', args, { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  await aptGet(['update']);
  const names = missing.map((need) => need.packages.find(isAvailable) ?? need.packages.at(-1));
  say(`installing system packages: ${names.join(' ')}`);
  const installed = await aptGet(['install', '--yes', '--no-install-recommends', ...names]);
  if (installed.code !== 0) throw new Plain(`apt-get could not install ${names.join(' ')}:\n${installed.output.trim().split('\n').slice(-5).join('\n')}`);
}

// A machine with the whole browser gets the shell beside it when that can be had; without it the tests run all the same.
async function addShell() {
  const [shell] = needs.find((need) => need.browser === true)?.packages ?? [];
  if (shell === undefined || hasProgram(shell) || !isRoot || !isDebian() || !isAvailable(shell)) return;
  say(`installing ${shell}`);
  await run('apt-get', ['install', '--yes', '--no-install-recommends', shell], { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

function isAvailable(name) {
  const policy = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout ?? '';
  return /Candidate: (?!\(none\))/.test(policy);
}
