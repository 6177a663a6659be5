// The layers of the product in one file each, for the runner of the rings: compiling their thousand sources file by file took half a minute, and each of its workers read them all again.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { repositoryRoot } from '../support/places.mjs';

/** Writes `.cache/layers/<name>.mjs` for each alias of package.json; `layers.tsconfig.json` leads there, and playwright.config.ts takes it when HOLDFAST_LAYERS is 1. */
export async function bundleLayers() {
  const { imports } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8'));
  await build({
    configFile: false,
    root: repositoryRoot,
    logLevel: 'warn',
    define: { __BUILD__: JSON.stringify('test') },
    ssr: { target: 'node' },
    build: {
      ssr: true,
      outDir: '.cache/layers',
      emptyOutDir: true,
      target: 'node20.18',
      rollupOptions: { input: Object.fromEntries(Object.entries(imports).map(([alias, source]) => [alias.slice(1), source])), output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
}
