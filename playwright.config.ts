// The two rings of end-to-end tests. Ring A: the built window in the system's Chromium. Ring B: the real app in Electron.
import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './tools/launch/chromium.mjs';

/** Specs of ring B that measure time or look at sockets and memory: nothing else may run beside them. */
const alone = /\/(lock|network)\.spec\.ts$/;

/** A whole run has the layers bundled before it starts; a run of one spec reads the sources as they are. */
const bundled = process.env['HOLDFAST_LAYERS'] === '1' ? { tsconfig: './tools/testing/layers.tsconfig.json', build: { external: ['**/.cache/layers/**'] } } : {};

export default defineConfig({
  ...bundled,
  outputDir: '.cache/playwright',
  reporter: [['list']],
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  projects: [
    {
      name: 'ringA',
      testDir: 'test/e2e/ringA',
      fullyParallel: true,
      workers: 2,
      use: { browserName: 'chromium', launchOptions: chromiumLaunchOptions(), viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' },
    },
    // One worker more than cores: starting the app, waiting for its quiet and deriving one key leave a core with nothing to do.
    { name: 'ringB', testDir: 'test/e2e/ringB', testIgnore: alone, workers: 3, timeout: 180_000 },
    { name: 'ringBAlone', testDir: 'test/e2e/ringB', testMatch: alone, workers: 1, timeout: 180_000 },
  ],
});
