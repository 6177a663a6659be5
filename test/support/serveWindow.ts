// Serves the built window on loopback with the headers of the real scheme, and bundles the fake that stands in for the preload.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { consolePolicy, guardedHeaders } from '../../src/main/scheme/contentPolicy.ts';
import { insertNonce } from '../../src/main/scheme/serveConsole.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
// Another build can be looked at without touching the one that the other rings run.
const rendererFolder = process.env['HOLDFAST_RENDERER'] ?? path.join(repository, 'out/renderer');
const mediaTypes: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.woff2': 'font/woff2', '.woff': 'font/woff', '.svg': 'image/svg+xml' };

export interface ServedWindow { readonly url: string; readonly close: () => Promise<void> }

/** Starts the server on a free port of 127.0.0.1. `folder` is the built renderer. */
export async function serveWindow(folder = rendererFolder): Promise<ServedWindow> {
  const server = createServer((request, response) => {
    // Browsers ask for it; the app's own scheme is never asked.
    if (request.url === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const file = path.join(folder, path.normalize(new URL(request.url ?? '/', 'http://localhost').pathname));
    const type = mediaTypes[path.extname(file)];
    if (type === undefined || !file.startsWith(folder + path.sep)) {
      response.writeHead(404).end();
      return;
    }
    readFile(file).then((bytes) => {
      const nonce = randomBytes(18).toString('base64');
      const body = type.startsWith('text/html') ? insertNonce(bytes.toString('utf8'), nonce) : bytes;
      response.writeHead(200, guardedHeaders(type, consolePolicy(nonce))).end(body);
    }, () => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/index.html`,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
}

/** One script that installs the fake, made from `fakeDesktop.ts`. */
export async function bundleFakeDesktop(): Promise<string> {
  const result = await build({
    configFile: false, root: repository, logLevel: 'error', cacheDir: path.join(repository, '.cache/vite'),
    build: { write: false, target: 'chrome130', minify: false, lib: { entry: path.join(repository, 'test/support/fakeEntry.ts'), formats: ['iife'], name: 'fakeDesktop' } },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((bundle) => ('output' in bundle ? bundle.output : []));
  const code = outputs.find((output) => output.type === 'chunk')?.code;
  if (code === undefined) throw new Error('the fake was not bundled');
  return code;
}
