// Builds the process of the war-room hub into one file of its own, beside the bundle that starts it.
import { build } from 'vite';
import { repositoryRoot } from '../support/places.mjs';

/** Bundles src/hub/index.ts with the server into out/main/hub.mjs. */
export async function buildHub() {
  await build({
    configFile: false,
    root: repositoryRoot,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: 'src/hub/index.ts',
      outDir: 'out/main',
      emptyOutDir: false,
      target: 'node20.18',
      rollupOptions: { output: { format: 'es', entryFileNames: 'hub.mjs', codeSplitting: false } },
    },
  });
}
