import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll } from 'vitest';
import { build } from 'vite';

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Bundles a TypeScript file for a process or thread of its own; the file goes away with the suite. */
export async function bundle(source: string): Promise<URL> {
  const root = process.cwd();
  const folder = await mkdtemp(join(root, '.cache', 'bundle-'));
  folders.push(folder);
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: { ssr: source, outDir: folder, emptyOutDir: false, target: 'node20.18', rollupOptions: { output: { format: 'es', entryFileNames: 'bundle.mjs', codeSplitting: false } } },
  });
  return pathToFileURL(join(folder, 'bundle.mjs'));
}
