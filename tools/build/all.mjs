// Builds the desktop app and the command line tool into out/.
import path from 'node:path';
import { repositoryRoot } from '../support/places.mjs';
import { runBin } from '../support/run.mjs';
import { Plain, say } from '../support/say.mjs';
import { buildCli } from './cli.mjs';
import { buildHub } from './hub.mjs';
import { isFresh, markFresh, sourceDigest } from './freshness.mjs';
import { buildSealWorker } from './sealWorker.mjs';

/** Builds everything. @param {{onlyIfStale?: boolean}} [options] */
export async function buildAll({ onlyIfStale = false } = {}) {
  if (onlyIfStale && isFresh()) return;
  const started = Date.now();
  const digest = sourceDigest();
  const built = await runBin(path.join(repositoryRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), ['build', '--logLevel', 'warn'], { quiet: true });
  if (built.code !== 0) throw new Plain(`the build failed:\n${built.output.trim()}`);
  await buildCli();
  for (const outDir of ['out/main', 'out/cli']) await buildSealWorker(outDir);
  await buildHub();
  markFresh(digest);
  say(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
