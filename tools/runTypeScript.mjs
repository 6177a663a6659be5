// Runs a TypeScript file of this repository in Node, aliases and all: `node tools/runTypeScript.mjs file.ts [arguments]`.
import path from 'node:path';
import { createServer, createServerModuleRunner } from 'vite';
import { repositoryRoot } from './support/places.mjs';

const [file = '', ...rest] = process.argv.slice(2);
process.argv.splice(1, process.argv.length - 1, path.resolve(file), ...rest);
const server = await createServer({ configFile: false, root: repositoryRoot, logLevel: 'error', cacheDir: '.cache/vite-node', define: { __BUILD__: '"bench"' }, server: { middlewareMode: true, hmr: false, watch: null, ws: false }, optimizeDeps: { noDiscovery: true } });
const runner = createServerModuleRunner(server.environments.ssr);
try {
  await runner.import(path.resolve(file));
} finally {
  await runner.close();
  await server.close();
}
