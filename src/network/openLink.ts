import { createHash } from 'node:crypto';
import http from 'node:http';
import tls from 'node:tls';
import { equalBytes, fail, ok, type Failure, type Result } from '#base';
import { GateClosed, type NetGate } from './gate.ts';

/** Why a connection to a server was not kept (docs/spec/sync.md section 7). */
export type LinkFailure = 'disarmed' | 'unreachable' | 'timeout' | 'not-tls13' | 'resumed' | 'wrong-pin' | 'bad-session' | 'not-a-server';
/** Why a request got no answer. */
export type RequestFailure = 'disarmed' | 'closed' | 'timeout' | 'bad-answer';
export interface LinkAnswer { readonly status: number; readonly body: Uint8Array }

/** One connection to the armed server, proved to be that of the pin. */
export interface Link {
  /** SHA-256 of the peer's SubjectPublicKeyInfo. */
  readonly pin: Uint8Array;
  /** 32 bytes of TLS exporter that both ends of this connection know and nobody else (RFC 8446 section 7.5). */
  readonly binding: Uint8Array;
  /** One request after another; answers are limited in bytes and time. */
  readonly request: (verb: string, body: Uint8Array) => Promise<Result<LinkAnswer, Failure<RequestFailure>>>;
  readonly close: () => void;
  readonly onClose: (listener: () => void) => void;
}

const PROTOCOL = 'holdfast/1';
const EXPORTER_LABEL = 'EXPORTER-holdfast-1';
const MAX_ANSWER_BYTES = 8 * 2 ** 20;
/** A request of whose answer no byte came for so long is given up; */
const STALLED_MS = 30_000;
/** before the first byte, later by the time that its own may need: what the system has taken off our hands is not seen to move. */
const SLOWEST_BYTES_PER_MS = 32;
/** One that dawdles on purpose is given up all the same. */
const LONGEST_MS = 600_000;
const VERB = /^[a-z]+(\.[a-z]+)?$/;

/**
 * Connects through the gate with TLS 1.3. The certificate stores of the system are not asked: the peer's key must be one of `pins`, or, when `pins` is null (a first
 * pairing), the caller compares the pin it is answered with before it believes anything. Nothing is sent before that.
 */
export function openLink(gate: NetGate, options: { readonly pins: readonly Uint8Array[] | null; readonly timeoutMs?: number; readonly requestTimeoutMs?: number }): Promise<Result<Link, Failure<LinkFailure>>> {
  const { pins, timeoutMs = 10_000, requestTimeoutMs = STALLED_MS } = options;
  return new Promise((resolve) => {
    const socket = gate.connect(({ host, port }) => tls.connect({
      host, port, ALPNProtocols: [PROTOCOL], minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3',
      // Trust is the pin's, checked below on every connection: a certificate store could only widen it.
      rejectUnauthorized: false, checkServerIdentity: () => undefined,
    }));
    if (socket === null) {
      resolve(fail('disarmed', 'no connection is allowed'));
      return;
    }
    const leave = (kind: LinkFailure, message: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(fail(kind, message));
    };
    const timer = setTimeout(() => leave('timeout', 'the server did not answer in time'), timeoutMs);
    socket.once('error', (error: NodeJS.ErrnoException) => leave(...reasonOf(error.code ?? '')));
    socket.once('close', () => leave('unreachable', 'the connection was closed'));
    socket.once('secureConnect', () => {
      const pin = pinOf(socket);
      if (socket.getProtocol() !== 'TLSv1.3') leave('not-tls13', 'the server speaks an older TLS');
      else if (socket.isSessionReused()) leave('resumed', 'the connection was resumed from an older one');
      else if (pin === null || (pins !== null && !pins.some((known) => equalBytes(known, pin)))) leave('wrong-pin', 'another key answers at this address');
      else if (socket.alpnProtocol !== PROTOCOL) leave('not-a-server', 'what answers is no server of Holdfast');
      else {
        clearTimeout(timer);
        socket.removeAllListeners('error');
        socket.on('error', () => socket.destroy());
        const binding = new Uint8Array(socket.exportKeyingMaterial(32, EXPORTER_LABEL, Buffer.alloc(0)));
        resolve(ok(wrap(gate, socket, { pin, binding }, requestTimeoutMs)));
      }
    });
  });
}

// What ends a handshake is not signed by anybody: it chooses the words, and nothing is trusted or sent because of it.
function reasonOf(code: string): readonly [LinkFailure, string] {
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(code)) return ['not-tls13', 'the server speaks an older TLS'];
  if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH|RECORD|NO_APPLICATION_PROTOCOL|INVALID_ALPN|UNEXPECTED_MESSAGE/.test(code)) return ['not-a-server', 'what answers is no server of Holdfast'];
  return ['unreachable', 'no connection to this address'];
}

function pinOf(socket: tls.TLSSocket): Uint8Array | null {
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined ? null : new Uint8Array(createHash('sha256').update(certificate.publicKey.export({ type: 'spki', format: 'der' })).digest());
}

function wrap(gate: NetGate, socket: tls.TLSSocket, facts: Pick<Link, 'pin' | 'binding'>, timeoutMs: number): Link {
  // The agent has exactly one connection to give: the one whose pin was checked.
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1, maxFreeSockets: 1 });
  agent.createConnection = () => socket;
  let queue: Promise<unknown> = Promise.resolve();
  const send = (verb: string, body: Uint8Array) => {
    if (socket.destroyed) return Promise.resolve(fail('closed', 'the connection is closed'));
    return exchange(gate, agent, verb, body, timeoutMs);
  };
  return {
    ...facts,
    request: (verb, body) => {
      const answered = queue.then(() => send(verb, body));
      queue = answered;
      return answered;
    },
    close: () => {
      agent.destroy();
      socket.destroy();
    },
    onClose: (listener) => void socket.once('close', listener),
  };
}

function exchange(gate: NetGate, agent: http.Agent, verb: string, body: Uint8Array, timeoutMs: number): Promise<Result<LinkAnswer, Failure<RequestFailure>>> {
  if (!VERB.test(verb)) throw new Error('no verb of the protocol');
  return new Promise((resolve) => {
    let isSettled = false;
    const settle = (result: Result<LinkAnswer, Failure<RequestFailure>>) => {
      isSettled = true;
      clearTimeout(longest);
      clearTimeout(stalled);
      resolve(result);
    };
    let request: http.ClientRequest;
    const giveUp = () => {
      request.destroy();
      settle(fail('timeout', 'the server did not answer in time'));
    };
    const longest = setTimeout(giveUp, LONGEST_MS);
    let stalled = setTimeout(giveUp, timeoutMs + Math.ceil(body.length / SLOWEST_BYTES_PER_MS));
    const moved = () => {
      clearTimeout(stalled);
      if (!isSettled) stalled = setTimeout(giveUp, timeoutMs);
    };
    try {
      request = gate.pass(() => http.request({
        agent, method: 'POST', path: `/v1/${verb}`, host: 'holdfast', headers: { 'content-type': 'application/cbor', 'content-length': body.length },
      }));
    } catch (error) {
      if (!(error instanceof GateClosed)) throw error;
      settle(fail('disarmed', 'no connection is allowed'));
      return;
    }
    request.once('error', () => settle(fail('closed', 'the connection is closed')));
    request.once('response', (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      moved();
      response.on('data', (part: Buffer) => {
        moved();
        bytes += part.length;
        if (bytes > MAX_ANSWER_BYTES) {
          request.destroy();
          settle(fail('bad-answer', 'the answer is longer than the protocol allows'));
          return;
        }
        parts.push(part);
      });
      response.once('error', () => settle(fail('closed', 'the connection is closed')));
      response.once('end', () => settle(ok({ status: response.statusCode ?? 0, body: join(parts, bytes) })));
    });
    request.end(body);
  });
}

// Into one array at once: an answer has a megabyte, and fresh memory costs more than the bytes that are put into it.
function join(parts: readonly Buffer[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
