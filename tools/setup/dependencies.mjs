// Installs the locked dependencies when they are missing or older than the lock file.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../support/places.mjs';
import { runNpm } from '../support/run.mjs';
import { Plain, say } from '../support/say.mjs';

/** Runs `npm ci` without install scripts, but only when needed. */
export async function installDependencies() {
  if (isInstalled()) return;
  say('installing the dependencies (npm ci)');
  const installed = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { quiet: true });
  if (installed.code !== 0) throw new Plain(`npm ci failed:\n${installed.output.trim()}`);
}

// npm writes this file at the end of an installation, so its age is the age of node_modules.
function isInstalled() {
  const written = path.join(repositoryRoot, 'node_modules', '.package-lock.json');
  return existsSync(written) && statSync(written).mtimeMs >= statSync(path.join(repositoryRoot, 'package-lock.json')).mtimeMs;
}
