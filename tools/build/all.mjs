// Builds the desktop app and the command line tool into out/.
import path from 'node:path';
import { repositoryRoot } from '../support/places.mjs';
import { runBin } from '../support/run.mjs';
import { Plain, say } from '../support/say.mjs';
import { buildCli } from './cli.mjs';
import { isFresh, markFresh, sourceDigest } from './freshness.mjs';
import { buildNodeFile } from './nodeFile.mjs';

/** Builds everything. @param {{onlyIfStale?: boolean}} [options] */
export async function buildAll({ onlyIfStale = false } = {}) {
  if (onlyIfStale && isFresh()) return;
  const started = Date.now();
  const digest = sourceDigest();
  const built = await runBin(path.join(repositoryRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), ['build', '--logLevel', 'warn'], { quiet: true });
  if (built.code !== 0) throw new Plain(`the build failed:\n${built.output.trim()}`);
  await buildCli();
  // The thread that hashes and seals evidence, and the process of the war-room hub.
  for (const outDir of ['out/main', 'out/cli']) await buildNodeFile({ entry: 'src/disk/evidence/worker.ts', outDir, name: 'sealWorker.mjs' });
  await buildNodeFile({ entry: 'src/hub/index.ts', outDir: 'out/main', name: 'hub.mjs' });
  markFresh(digest);
  say(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
