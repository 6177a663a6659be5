// Finds the Electron to run: the one named by the environment, the declared one, or the fallback.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { repositoryRoot } from '../support/places.mjs';
import { runBin } from '../support/run.mjs';
import { Plain, say } from '../support/say.mjs';
import { findFallback, makeFallback, fallbackVersion } from './fallback.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} folder      the Electron distribution
 * @property {string} executable  what to start in it
 * @property {string} version     Electron version
 * @property {'override' | 'declared' | 'fallback'} origin
 */

/**
 * Resolves the Electron runtime, installing it when it must.
 * @param {{purpose: 'development' | 'packaging'}} request  packaging gets a copy without any app inside
 * @returns {Promise<Runtime>}
 */
export async function resolveRuntime({ purpose }) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override !== undefined && override !== '') return describe(override, 'override');
  const installed = findDeclared();
  if (installed !== null) return describe(installed, 'declared');
  if (findFallback() === null && (await installDeclared())) {
    const fresh = findDeclared();
    if (fresh !== null) return describe(fresh, 'declared');
  }
  const fallback = await makeFallback();
  say(`using the fallback Electron ${fallbackVersion}, for development and tests only; releases are built with the declared Electron ${declaredVersion()}`);
  return describe(path.join(fallback, purpose === 'packaging' ? 'clean' : 'development'), 'fallback');
}

function describe(folder, origin) {
  const executable = path.join(folder, executableName());
  if (!existsSync(executable)) throw new Plain(`no Electron at ${executable}`);
  return { folder, executable, version: versionOf(folder), origin };
}

function versionOf(folder) {
  const file = path.join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : declaredVersion();
}

function executableName() {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

function packageFolder() {
  return path.dirname(createRequire(path.join(repositoryRoot, 'package.json')).resolve('electron/package.json'));
}

function declaredVersion() {
  return JSON.parse(readFileSync(path.join(packageFolder(), 'package.json'), 'utf8')).version;
}

function findDeclared() {
  const folder = path.join(packageFolder(), 'dist');
  return existsSync(path.join(folder, executableName())) && existsSync(path.join(folder, 'version')) ? folder : null;
}

// The release page is asked with a short patience first, so that a machine that cannot reach it loses seconds, not minutes.
async function installDeclared() {
  if (!(await canReachReleases())) return false;
  say(`installing Electron ${declaredVersion()}`);
  const installed = await runBin(path.join(packageFolder(), 'install.js'), [], { quiet: true, timeoutMs: 5 * 60_000 });
  return installed.code === 0;
}

async function canReachReleases() {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  const throughProxy = process.env.HTTPS_PROXY ?? process.env.https_proxy;
  // A mirror or a proxy was set on purpose; only the installer knows how to use it.
  if (mirror !== undefined || throughProxy !== undefined) return true;
  try {
    await fetch('https://github.com/electron/electron/releases', { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(6_000) });
    return true;
  } catch {
    return false;
  }
}
