import { createServer } from 'node:net';

/** What stands in the way of listening; null when nothing does. `io`: something that is neither. */
export type AddressTrouble = 'port-taken' | 'bad-address' | 'io';

/** Takes an address for a moment, so that a port of somebody else is told from a disk that does not answer. */
export function probeAddress(host: string, port: number): Promise<AddressTrouble | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(troubleOf('code' in error ? error.code : null)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

function troubleOf(code: unknown): AddressTrouble {
  if (code === 'EADDRINUSE' || code === 'EACCES') return 'port-taken';
  return code === 'EADDRNOTAVAIL' ? 'bad-address' : 'io';
}
