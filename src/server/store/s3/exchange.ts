import { createReadStream } from 'node:fs';
import { Agent as HttpAgent, request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { ok, type Result } from '#base';
import { s3Failure, type S3Failure } from './failures.ts';

export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** A file that is sent as the body; it is streamed and never held in memory. */
  readonly file: { readonly path: string; readonly size: number } | null;
  /** An answer that is longer is `bad-answer`. */
  readonly maxBytes: number;
}
export interface Incoming { readonly status: number; readonly headers: Readonly<Record<string, string | undefined>>; readonly body: Uint8Array }
export interface Wire { readonly send: (outgoing: Outgoing) => Promise<Result<Incoming, S3Failure>>; readonly close: () => void }

const WINDOW_BYTES = 256 * 1024;
const CONNECTIONS = 8;

/** Connections to one store. `idleMs`: how long nothing may move on one; `totalMs`: how long a request without a file may take. Redirects are not followed. */
export function createWire({ idleMs, totalMs }: { readonly idleMs: number; readonly totalMs: number }): Wire {
  const live = new Set<ClientRequest>();
  const agents = { 'http:': new HttpAgent({ keepAlive: true, maxSockets: CONNECTIONS }), 'https:': new HttpsAgent({ keepAlive: true, maxSockets: CONNECTIONS, minVersion: 'TLSv1.2', rejectUnauthorized: true }) };

  async function send({ method, url, headers, file, maxBytes }: Outgoing): Promise<Result<Incoming, S3Failure>> {
    const plain = url.protocol === 'http:';
    const length = file === null ? (method === 'PUT' ? { 'content-length': '0' } : {}) : { 'content-length': String(file.size) };
    const sent = (plain ? requestHttp : requestHttps)(url, { method, headers: { ...headers, ...length }, agent: plain ? agents['http:'] : agents['https:'] });
    live.add(sent);
    const timer = file === null ? setTimeout(() => sent.destroy(new Error('late')), totalMs) : null;
    sent.setTimeout(idleMs, () => sent.destroy(new Error('idle')));
    try {
      const answered = new Promise<IncomingMessage>((resolve, reject) => {
        sent.once('response', resolve);
        sent.once('error', reject);
        sent.once('close', () => reject(new Error('closed')));
      });
      // A store may refuse before it has read everything; then its answer counts, and not the pipe that breaks.
      const sending = file === null ? Promise.resolve(sent.end()) : pipeline(createReadStream(file.path, { start: 0, end: Math.max(0, file.size - 1), highWaterMark: WINDOW_BYTES }), sent);
      const broken = sending.catch(() => undefined);
      const response = await answered;
      const body = await readAll(response, maxBytes);
      if (!sent.writableFinished) sent.destroy();
      await broken;
      return body === null ? s3Failure('bad-answer') : ok({ status: response.statusCode ?? 0, headers: response.headers as Incoming['headers'], body });
    } catch {
      return s3Failure('unreachable');
    } finally {
      if (timer !== null) clearTimeout(timer);
      sent.on('error', () => undefined);
      live.delete(sent);
      if (!sent.writableFinished) sent.destroy();
    }
  }

  return {
    send,
    close: () => {
      for (const each of live) each.destroy(new Error('ended'));
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

async function readAll(response: IncomingMessage, maxBytes: number): Promise<Uint8Array | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > maxBytes) {
      response.destroy();
      return null;
    }
    pieces.push(piece);
  }
  // A connection that was cut gives fewer bytes than were announced.
  if (!response.complete) throw new Error('cut');
  return new Uint8Array(Buffer.concat(pieces));
}
