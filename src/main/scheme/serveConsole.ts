import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { appHosts, consolePolicy, curtainPolicy, guardedHeaders } from './contentPolicy.ts';
import { findServedFile } from './findServedFile.ts';

/**
 * Answers requests of the window: files of the built renderer by GET, and the empty page between two sessions.
 * The page gets a nonce of this load, in the policy and in the `csp-nonce` meta element that the widget library reads.
 */
export function createConsoleServer(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const refuse = (status: number) => new Response(null, { status, headers: guardedHeaders('text/plain', curtainPolicy()) });
    if (request.method !== 'GET') return refuse(405);
    if (new URL(request.url).host === appHosts.curtain) return new Response(curtain, { headers: guardedHeaders('text/html; charset=utf-8', curtainPolicy()) });
    const file = findServedFile(root, request.url);
    if (file === null) return refuse(404);
    const bytes = await readFile(file.path).catch(() => null);
    if (bytes === null) return refuse(404);
    const nonce = randomBytes(18).toString('base64');
    const body = file.mediaType.startsWith('text/html') ? insertNonce(bytes.toString('utf8'), nonce) : new Uint8Array(bytes);
    return new Response(body, { headers: guardedHeaders(file.mediaType, consolePolicy(nonce)) });
  };
}

const curtain = '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="dark light"><title>Holdfast</title></head><body></body></html>';

/** Puts the nonce of this load behind `<head>`, in place of any the file may carry. */
export function insertNonce(html: string, nonce: string): string {
  const bare = html.replace(/<meta\s[^>]*property="csp-nonce"[^>]*>\s*/gi, '');
  return bare.replace(/<head(\s[^>]*)?>/i, (head) => `${head}<meta property="csp-nonce" nonce="${nonce}">`);
}
