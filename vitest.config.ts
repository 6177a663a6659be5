// Unit and Node-level suites. Ring A and ring B run under Playwright, see playwright.config.ts.
import { defineConfig } from 'vitest/config';

const slow = process.env['SLOW'] === '1';

/** Files that wait for the limits of a client to run out, and need a core for hardly any of that time. */
const waiting = ['test/integration/sync/cuts.test.ts'];

/** One Vitest project: name, files, and how long one test may take. */
function project(name: string, include: readonly string[], seconds: number, exclude: readonly string[] = []) {
  return {
    extends: true as const,
    test: {
      name,
      include: [...include],
      exclude: [...exclude],
      environment: 'node' as const,
      testTimeout: seconds * (slow ? 30_000 : 1_000),
      hookTimeout: seconds * (slow ? 30_000 : 1_000),
    },
  };
}

export default defineConfig({
  define: { __BUILD__: JSON.stringify('test') },
  cacheDir: '.cache/vite',
  test: {
    maxWorkers: 2,
    // The files of a worker share what they import: no test replaces a module, and importing took as long as the tests. So a support file
    // registers no hooks when it is imported, and keeps no state that a second file would trip over.
    isolate: false,
    setupFiles: ['test/support/propertySeed.ts'],
    projects: [
      project('unit', ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/vectors/**/*.test.ts'], 120),
      project('arch', ['test/arch/**/*.test.ts'], 180),
      project('integration', ['test/integration/**/*.test.ts', 'test/crash/**/*.test.ts'], 300, waiting),
      project('waiting', waiting, 300),
      project('proof', ['test/tamper/**/*.test.ts', 'test/proof/**/*.test.ts', 'test/fuzz/**/*.test.ts'], 300),
      project('packaging', ['test/packaging/**/*.test.ts'], 300),
    ],
  },
});
