// Builds the command line tool into one executable file, and the thread it seals evidence in into a second one.
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { repositoryRoot } from '../support/places.mjs';
import { buildId } from './buildId.mjs';

const folder = path.join(repositoryRoot, 'out', 'cli');

/** Bundles src/cli/index.ts with everything it uses into out/cli/holdfast.js, which runs anywhere Node does. */
export async function buildCli() {
  rmSync(folder, { recursive: true, force: true });
  await bundle('src/cli/index.ts', 'holdfast.js', '#!/usr/bin/env node');
  await bundle('src/disk/evidence/worker.ts', 'sealWorker.js', '');
  chmodSync(path.join(folder, 'holdfast.js'), 0o755);
  // Says that the files are modules wherever the folder is copied to.
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }\n');
}

function bundle(entry, name, banner) {
  return build({
    configFile: false,
    root: repositoryRoot,
    logLevel: 'warn',
    define: { __BUILD__: JSON.stringify(buildId()) },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20.19',
      rollupOptions: { output: { format: 'es', entryFileNames: name, banner, codeSplitting: false } },
    },
  });
}
