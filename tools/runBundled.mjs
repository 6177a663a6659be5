// Runs a TypeScript file of this repository bundled as the product is: `node tools/runBundled.mjs file.ts [arguments]`. For figures: what runs
// unbundled pays for every look-up across modules, which no user does.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { repositoryRoot } from './support/places.mjs';

const [file = '', ...rest] = process.argv.slice(2);
const name = `${path.basename(file, '.ts')}.mjs`;
// Two levels below the root, like bench/support, so that places relative to the file stay right.
const folder = path.join(repositoryRoot, '.cache', 'bundled');
await build({
  configFile: false,
  root: repositoryRoot,
  logLevel: 'error',
  define: { __BUILD__: '"bench"' },
  ssr: { noExternal: true, external: ['@playwright/test', 'vite'], target: 'node' },
  build: { ssr: path.resolve(file), outDir: folder, emptyOutDir: false, target: 'node20.19', rollupOptions: { output: { format: 'es', entryFileNames: name, codeSplitting: false } } },
});
process.argv.splice(1, process.argv.length - 1, path.resolve(file), ...rest);
await import(pathToFileURL(path.join(folder, name)).href);
