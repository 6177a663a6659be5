import path from 'node:path';
import { appHosts } from './contentPolicy.ts';

/** A file of the window: where it lies and as what it is served. */
export interface ServedFile { readonly path: string; readonly mediaType: string }

const mediaTypeByExtension: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Maps an address of the window to a file below `root`, or null: another host, a credential or port in the address, a
 * name with anything but letters, digits, dot, dash and underscore, a hidden name, an unknown type, or a way out of the root.
 */
export function findServedFile(root: string, address: string): ServedFile | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'app:' || url.host !== appHosts.console || url.username !== '' || url.password !== '') return null;
  // Names of built files need no escapes, so an escape (%2e, %5c, %00) is an attempt at something else.
  const names = url.pathname.split('/').slice(1);
  if (!names.every((name) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(name))) return null;
  const mediaType = mediaTypeByExtension[path.extname(url.pathname).toLowerCase()];
  const file = path.resolve(root, ...names);
  if (mediaType === undefined || !file.startsWith(path.resolve(root) + path.sep)) return null;
  return { path: file, mediaType };
}
