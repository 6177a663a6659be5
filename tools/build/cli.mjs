// Builds the command line tool into one executable file.
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { repositoryRoot } from '../support/places.mjs';
import { buildId } from './buildId.mjs';

const folder = path.join(repositoryRoot, 'out', 'cli');

/** Bundles src/cli/index.ts with everything it uses into out/cli/holdfast.js, which runs anywhere Node does. */
export async function buildCli() {
  await build({
    configFile: false,
    root: repositoryRoot,
    logLevel: 'warn',
    define: { __BUILD__: JSON.stringify(buildId()) },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: 'src/cli/index.ts',
      outDir: folder,
      emptyOutDir: true,
      target: 'node20.19',
      rollupOptions: { output: { format: 'es', entryFileNames: 'holdfast.js', banner: '#!/usr/bin/env node', codeSplitting: false } },
    },
  });
  chmodSync(path.join(folder, 'holdfast.js'), 0o755);
  // Says that the files are modules wherever the folder is copied to.
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }\n');
}
