import { isIP } from 'node:net';
import type { Address } from './gate.ts';

const DEFAULT_PORT = 8443;

/** Reads `192.0.2.7`, `192.0.2.7:8443` or `[2001:db8::1]:8443`; null when it is no address in numbers. Names are refused: nobody is asked for them. */
export function parseAddress(text: string): Address | null {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+))(?::(\d{1,5}))?$/.exec(text.trim());
  const host = (match?.[1] ?? match?.[2] ?? '').toLowerCase();
  const port = match?.[3] === undefined ? DEFAULT_PORT : Number(match[3]);
  if (match === null || isIP(host) === 0 || port < 1 || port > 65_535) return null;
  return { host, port };
}
