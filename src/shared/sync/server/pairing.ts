import { bytesToHex, fail, hexToBytes, ok, type Failure, type Result } from '#base';
import { parseAddress, type ServerAddress } from './address.ts';

/** What the QR picture of a server says: where it is, and what it is known by. */
export interface Pairing { readonly address: ServerAddress; readonly pin: Uint8Array; readonly identity: Uint8Array }

const PREFIX = 'HFA1';

/** The text of the QR picture (docs/spec/sync.md section 1). */
export function pairingText({ address, pin, identity }: Pairing): string {
  const host = address.host.includes(':') ? `[${address.host}]`.replaceAll(':', '%3A') : address.host;
  return [PREFIX, host, String(address.port), bytesToHex(pin), bytesToHex(identity)].join(':').toUpperCase();
}

/** The server in a QR text, in upper or lower case. `bad-pairing`: it is not one, or not whole. */
export function parsePairing(text: string): Result<Pairing, Failure<'bad-pairing'>> {
  const parts = text.length <= 1_024 ? text.trim().toLowerCase().split(':') : [];
  const [prefix, host = '', port = '', pinText = '', identityText = ''] = parts;
  if (prefix !== PREFIX.toLowerCase()) return fail('bad-pairing', 'the code is not that of a server');
  const address = parseAddress(`${host.replaceAll('%3a', ':')}:${port}`);
  const pin = hexToBytes(pinText);
  const identity = hexToBytes(identityText);
  if (parts.length !== 5 || !address.ok || pin?.length !== 32 || identity?.length !== 32) return fail('bad-pairing', 'the code of the server is not whole');
  return ok({ address: address.value, pin, identity });
}
