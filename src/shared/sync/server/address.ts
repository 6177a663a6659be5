import { fail, ok, type Failure, type Result } from '#base';

/** Where a server listens. `host` is a name or an address, an IPv6 address without brackets. */
export interface ServerAddress { readonly host: string; readonly port: number }

/** Port that a server takes when nobody says another. */
export const DEFAULT_PORT = 8443;
const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/;
const IPV6 = /^\[([0-9a-f:.]{2,45}(?:%[a-z0-9_.-]{1,32})?)\]$/;

/** `host:port`, an IPv6 host in brackets; without a port the default one. `bad-address`: it is not of this form. */
export function parseAddress(text: string): Result<ServerAddress, Failure<'bad-address'>> {
  const bad = fail('bad-address', 'the address must be host:port, an IPv6 host in brackets');
  const [, hostText = '', portText] = /^(\[[^\]]*\]|[^:[\]]*)(?::([0-9]{1,5}))?$/.exec(text.trim().toLowerCase()) ?? [];
  const port = portText === undefined ? DEFAULT_PORT : Number(portText);
  const six = IPV6.exec(hostText)?.[1];
  const host = six !== undefined && six.includes(':') ? six : NAME.test(hostText) ? hostText : null;
  return host === null || port < 1 || port > 65_535 ? bad : ok({ host, port });
}

/** `host:port` as a person reads it. */
export function addressText({ host, port }: ServerAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
