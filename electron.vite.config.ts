// How the three Electron bundles are built. Everything is bundled, so that out/ runs without node_modules.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { buildId } from './tools/build/buildId.mjs';

const define = { __BUILD__: JSON.stringify(buildId()) };

// The oldest engines the app runs on: Electron 33 carries Chromium 130 and Node 20.18.
const nodeTarget = 'node20.18';
const chromiumTarget = 'chrome130';

export default defineConfig({
  main: {
    define,
    build: {
      outDir: 'out/main',
      target: nodeTarget,
      externalizeDeps: false,
      rollupOptions: { input: 'src/main/index.ts', output: { format: 'es', entryFileNames: 'index.js', codeSplitting: false } },
    },
  },
  preload: {
    define,
    build: {
      outDir: 'out/preload',
      target: nodeTarget,
      externalizeDeps: false,
      // A sandboxed preload is one CommonJS file: it has no module loader to find a second one with.
      isolatedEntries: true,
      rollupOptions: { input: 'src/preload/index.ts', output: { format: 'cjs', entryFileNames: 'index.cjs' } },
    },
  },
  renderer: {
    define,
    root: 'src/renderer',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: 'out/renderer',
      target: chromiumTarget,
      // The content security policy knows files of our own origin only: no inline scripts, no data: fonts.
      modulePreload: false,
      // Half as much to read and parse before the first page stands.
      minify: true,
      assetsInlineLimit: 0,
      rollupOptions: { input: 'src/renderer/index.html' },
    },
  },
});
