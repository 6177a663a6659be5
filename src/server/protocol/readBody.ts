import type { IncomingMessage } from 'node:http';
import { fail, ok, type Failure, type Result } from '#base';
import { CONTENT_TYPE, MAX_REQUEST_BYTES } from '#sync';

/** Bytes of all bodies at one time. */
export interface BodyBudget {
  /** Reserves bytes; null when there is no room, otherwise what gives them back (once). */
  readonly reserve: (bytes: number) => (() => void) | null;
  readonly used: () => number;
}

/** A budget of this many bytes. */
export function createBodyBudget(limit: number): BodyBudget {
  let used = 0;
  return {
    used: () => used,
    reserve: (bytes) => {
      if (used + bytes > limit) return null;
      used += bytes;
      let given = false;
      return () => {
        if (!given) used -= bytes;
        given = true;
      };
    },
  };
}

/** Length that a request announces. Without a length, in pieces, of another type or beyond the limit it is refused before a byte of it is kept. */
export function announcedLength(request: IncomingMessage): Result<number, Failure<'bad-request' | 'too-large'>> {
  const { 'content-length': length, 'transfer-encoding': encoding, 'content-type': type, 'content-encoding': packed } = request.headers;
  if (request.method !== 'POST' || encoding !== undefined || packed !== undefined || type !== CONTENT_TYPE || length === undefined || !/^\d{1,9}$/.test(length)) return fail('bad-request', 'not a request of this protocol');
  return Number(length) > MAX_REQUEST_BYTES ? fail('too-large', 'the request is longer than the protocol allows') : ok(Number(length));
}

/** The body, or null when the other side went away or sent another length. `length` bytes are taken from the budget already, so they are put into place as they come. */
export function readBody(request: IncomingMessage, length: number): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const body = new Uint8Array(length);
    let held = 0;
    request.on('data', (piece: Buffer) => {
      if (held + piece.length <= length) body.set(piece, held);
      else request.destroy();
      held += piece.length;
    });
    request.once('end', () => resolve(held === length ? body : null));
    request.once('error', () => resolve(null));
    request.once('close', () => resolve(null));
  });
}
