import { concatBytes } from '#base';

/** SHA-256 with NULL parameters, as a DER AlgorithmIdentifier. */
const sha256Algorithm = [0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00];

/**
 * DER `TimeStampReq` (RFC 3161 section 2.4.1, docs/spec/witness.md section 4): version 1, a SHA-256 imprint of 32 bytes, the nonce (8 bytes below 2^63, not
 * zero), certReq true, no policy, no extensions. Throws when imprint or nonce have another length.
 */
export function encodeTimeStampRequest(imprint: Uint8Array, nonce: Uint8Array): Uint8Array {
  if (imprint.length !== 32 || nonce.length !== 8 || (nonce[0] ?? 0x80) >= 0x80 || nonce.every((value) => value === 0)) throw new Error('a request needs an imprint of 32 bytes and a nonce of 63 bits');
  const messageImprint = element(0x30, Uint8Array.from(sha256Algorithm), element(0x04, imprint));
  return element(0x30, element(0x02, Uint8Array.of(1)), messageImprint, element(0x02, shortest(nonce)), element(0x01, Uint8Array.of(0xff)));
}

// Everything here is shorter than 128 bytes, so one byte holds the length.
function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...parts);
  return concatBytes(Uint8Array.of(tag, content.length), content);
}

function shortest(number: Uint8Array): Uint8Array {
  let start = 0;
  while (number[start] === 0 && start < number.length - 1) start += 1;
  const bytes = number.subarray(start);
  return (bytes[0] ?? 0) >= 0x80 ? concatBytes(Uint8Array.of(0), bytes) : bytes;
}
