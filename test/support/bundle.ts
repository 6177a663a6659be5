import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const made = new Map<string, Promise<URL>>();

/**
 * Bundles a TypeScript file for a process or thread of its own; `source` is relative to the root of the repository. Starting the bundle costs
 * a fraction of compiling the sources at each start. One file per suite, test worker and source, in the cache.
 */
export function bundle(source: string): Promise<URL> {
  const known = made.get(source) ?? write(source);
  made.set(source, known);
  return known;
}

async function write(source: string): Promise<URL> {
  const root = process.cwd();
  const folder = path.join(root, '.cache', 'bundled', `${process.env['HOLDFAST_SUITE'] ?? 'tests'}-${process.env['VITEST_POOL_ID'] ?? '1'}`);
  const name = `${path.basename(path.dirname(source))}-${path.basename(source, '.ts')}.mjs`;
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    define: { __BUILD__: JSON.stringify('test') },
    ssr: { noExternal: true, target: 'node' },
    build: { ssr: source, outDir: folder, emptyOutDir: false, target: 'node20.18', rollupOptions: { output: { format: 'es', entryFileNames: name, codeSplitting: false } } },
  });
  return pathToFileURL(path.join(folder, name));
}
