// Builds a process or thread of Node's into one file of its own, beside the bundle that starts it.
import { build } from 'vite';
import { repositoryRoot } from '../support/places.mjs';

/** Bundles `entry` with all that it imports into `<outDir>/<name>`. @param {{ entry: string, outDir: string, name: string }} file */
export async function buildNodeFile({ entry, outDir, name }) {
  await build({
    configFile: false,
    root: repositoryRoot,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node20.18',
      rollupOptions: { output: { format: 'es', entryFileNames: name, codeSplitting: false } },
    },
  });
}
