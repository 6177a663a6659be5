import { randomBytes } from 'node:crypto';
import { appHosts, guardedHeaders, printPolicy } from '../scheme/contentPolicy.ts';

/** Pages waiting to be fetched once by the print window, each under a one-time address. */
export interface PrintShelf {
  /** Puts a page on the shelf and answers its address. The bytes stay the caller's and are not copied. */
  readonly put: (html: Uint8Array) => string;
  /** Answers a request of the print window: a page once, then never again. */
  readonly serve: (request: Request) => Promise<Response>;
  /** Takes a page away that was not fetched. */
  readonly remove: (address: string) => void;
}

/** The shelf is memory only: a page being printed never touches a disk. */
export function createPrintShelf(): PrintShelf {
  const pages = new Map<string, Uint8Array>();
  return {
    put: (html) => {
      const address = `app://${appHosts.print}/${randomBytes(24).toString('hex')}`;
      pages.set(address, html);
      return address;
    },
    serve: async (request) => {
      const html = request.method === 'GET' ? pages.get(request.url) : undefined;
      pages.delete(request.url);
      if (html === undefined) return new Response(null, { status: 404, headers: guardedHeaders('text/plain', printPolicy()) });
      return new Response(streamOf(html), { headers: guardedHeaders('text/html; charset=utf-8', printPolicy()) });
    },
    remove: (address) => void pages.delete(address),
  };
}

// A stream hands the caller's own bytes on; a body made of bytes would be a copy that nobody could overwrite.
function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
