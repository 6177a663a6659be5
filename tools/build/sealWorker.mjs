// Builds the thread that hashes and seals evidence into one file of its own, beside the bundle that starts it.
import { build } from 'vite';
import { repositoryRoot } from '../support/places.mjs';

/** Bundles src/disk/evidence/worker.ts into `<outDir>/sealWorker.mjs`. @param {string} outDir */
export async function buildSealWorker(outDir) {
  await build({
    configFile: false,
    root: repositoryRoot,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: 'src/disk/evidence/worker.ts',
      outDir,
      emptyOutDir: false,
      target: 'node20.18',
      rollupOptions: { output: { format: 'es', entryFileNames: 'sealWorker.mjs', codeSplitting: false } },
    },
  });
}
