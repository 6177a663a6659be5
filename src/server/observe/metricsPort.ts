import { createServer } from 'node:http';
import { isIP, type AddressInfo } from 'node:net';
import { fail, ok, type Failure, type Result } from '#base';
import type { ServerAddress } from '#sync';

export interface MetricsPort { readonly address: ServerAddress; readonly close: () => Promise<void> }

/** `GET /metrics` and `GET /healthz` in plain HTTP on a loopback address; any other address is refused (`usage`). `health` answers null when all is well. */
export async function openMetricsPort(address: ServerAddress, read: { readonly metrics: () => string; readonly health: () => string | null }): Promise<Result<MetricsPort, Failure<'usage' | 'io'>>> {
  if (isIP(address.host) === 0 || !/^(127\.|::1$)/.test(address.host)) return fail('usage', 'metrics are given on a loopback address only, such as 127.0.0.1:9464');
  const server = createServer({ maxHeaderSize: 4_096, headersTimeout: 5_000, requestTimeout: 5_000, keepAliveTimeout: 5_000 }, (request, response) => {
    const health = read.health();
    const [status, text] = request.method !== 'GET' ? [405, ''] : request.url === '/metrics' ? [200, read.metrics()] : request.url === '/healthz' ? [health === null ? 200 : 503, `${health ?? 'ok'}\n`] : [404, ''];
    response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
  });
  server.maxConnections = 16;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(address.port, address.host, resolve);
    });
  } catch {
    return fail('io', 'the address for metrics cannot be taken');
  }
  const bound = server.address() as AddressInfo;
  return ok({
    address: { host: bound.address, port: bound.port },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  });
}
