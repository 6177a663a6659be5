import { constants } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { MAX_HEADER_LINE_BYTES, PROTOCOL, type ServerAddress } from '#sync';
import { addressKey } from './addressKey.ts';
import type { TlsIdentity } from '../identity/certificate.ts';
import type { Service } from './answer.ts';
import { createCredits } from './credits.ts';
import { handleRequest, type Handled } from './handle.ts';
import { createBodyBudget, type BodyBudget } from './readBody.ts';
import { acceptConnection, type Connection } from './session.ts';

/** What a server tells about its work. Never a text of a case, and never the address of a peer. */
export interface Observer {
  readonly onRequest: (handled: Handled) => void;
  readonly onBug: (verb: string, error: unknown) => void;
}
export interface Listener {
  readonly address: ServerAddress;
  readonly connections: () => number;
  readonly sessions: () => number;
  readonly budget: BodyBudget;
  /** Ends every connection, since it was agreed with the keys before, and uses these for new ones. */
  readonly renew: (tls: TlsIdentity) => void;
  /** Takes no more connections, lets requests that run end for at most this long, then closes all. */
  readonly close: (graceMs: number) => Promise<void>;
}

/** Listens for consoles: TLS 1.3 with the one protocol, no tickets, no client certificates (docs/spec/sync.md section 2). Rejects when the address cannot be taken. */
export async function listen(service: Service, address: ServerAddress, observer: Observer): Promise<Listener> {
  const { settings, identity } = service;
  const secure = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3', honorCipherOrder: true, secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION } as const;
  const server = createServer({
    ...secure, key: identity.tls.key, cert: identity.tls.certificate, ALPNProtocols: [PROTOCOL], handshakeTimeout: settings.handshakeMs,
    maxHeaderSize: MAX_HEADER_LINE_BYTES, headersTimeout: Math.min(settings.headerMs, settings.requestMs), requestTimeout: settings.requestMs, keepAliveTimeout: settings.idleMs,
    connectionsCheckingInterval: Math.min(1_000, settings.headerMs), noDelay: true, keepAlive: true,
  });
  server.maxConnections = settings.connections;
  const known = new WeakMap<object, { readonly connection: Connection; readonly binding: Uint8Array }>();
  const open = new Set<Connection>();
  const credits = createCredits(settings.requestsPerSecond, settings.requestBurst, () => performance.now());
  const budget = createBodyBudget(settings.bodyBudget);
  let stopping = false;
  const raw = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    raw.add(socket);
    socket.once('close', () => raw.delete(socket));
  });
  guardConnections(server, service);

  server.on('secureConnection', (socket: TLSSocket) => {
    const accepted = acceptConnection(socket, PROTOCOL);
    if (accepted === null) {
      service.metrics.count('connections_total', 'refused');
      socket.destroy();
      return;
    }
    service.metrics.count('connections_total', 'ok');
    known.set(socket, accepted);
    open.add(accepted.connection);
    const late = setTimeout(() => {
      if (accepted.connection.device === null) socket.destroy();
    }, settings.loginMs).unref();
    socket.once('close', () => {
      clearTimeout(late);
      open.delete(accepted.connection);
    });
  });
  server.on('request', (request, response) => {
    response.sendDate = false;
    const found = known.get(request.socket);
    // One at a time: a request that comes before the answer to the last is none of this protocol.
    if (found === undefined || found.connection.busy) {
      request.socket.destroy();
      return;
    }
    found.connection.busy = true;
    void handleRequest({ service, credits, budget, isStopping: () => stopping, onBug: observer.onBug }, found.connection, found.binding, request, response)
      .then((handled) => {
        if (handled === null) return;
        service.metrics.count('requests_total', `${handled.verb}/${handled.outcome}`);
        service.metrics.count('bytes_total', 'in', handled.bytesIn);
        service.metrics.count('bytes_total', 'out', handled.bytesOut);
        observer.onRequest(handled);
      })
      .catch((error: unknown) => {
        observer.onBug('unknown', error);
        request.socket.destroy();
      })
      .finally(() => {
        found.connection.busy = false;
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const bound = server.address() as AddressInfo;

  return {
    address: { host: bound.address, port: bound.port },
    connections: () => open.size,
    sessions: () => [...open].filter(({ device }) => device !== null).length,
    budget,
    renew: ({ key, certificate }) => {
      for (const socket of raw) socket.destroy();
      server.setSecureContext({ ...secure, key, cert: certificate });
    },
    close: async (graceMs) => {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const until = Date.now() + graceMs;
      server.closeIdleConnections();
      while ([...open].some(({ busy }) => busy) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
      server.closeAllConnections();
      for (const { socket } of open) socket.destroy();
      await closed;
    },
  };
}

/** Counts connections before TLS costs anything: at most so many of one address, and so many new ones a second. */
function guardConnections(server: Server, { settings, metrics }: Service): void {
  const ofAddress = new Map<string, number>();
  const credits = createCredits(settings.connectionsPerSecond, settings.connectionBurst, () => performance.now());
  server.on('connection', (socket: Socket) => {
    const address = addressKey(socket.remoteAddress ?? '');
    const count = ofAddress.get(address) ?? 0;
    if (count >= settings.connectionsOfAddress || credits.take(address, 1) > 0) {
      metrics.count('connections_total', 'turned-away');
      socket.destroy();
      return;
    }
    ofAddress.set(address, count + 1);
    socket.once('close', () => {
      const left = (ofAddress.get(address) ?? 1) - 1;
      if (left <= 0) ofAddress.delete(address);
      else ofAddress.set(address, left);
    });
  });
  server.on('drop', () => metrics.count('connections_total', 'turned-away'));
  server.on('tlsClientError', (_error, socket) => {
    metrics.count('connections_total', 'refused');
    socket.destroy();
  });
  server.on('clientError', (_error, socket) => void socket.destroy());
  // Other ways of HTTP to get a connection for oneself.
  server.on('connect', (_request, socket) => void socket.destroy());
  server.on('upgrade', (_request, socket) => void socket.destroy());
}
