import { crc32 } from 'node:zlib';
import { concatBytes, uint32ToBytes } from '#base';

/** A frame with a right outside (magic, lengths, checksum) and filler inside: all that the disk looks at. */
export function createFrame(bodyBytes: number, fill = 7): Uint8Array {
  const header = new Uint8Array(200).fill(fill);
  const body = new Uint8Array(bodyBytes).fill(fill);
  const open = concatBytes(Uint8Array.of(0x48, 0x46, 0x46, 0x31), uint32ToBytes(header.length), uint32ToBytes(body.length), header, new Uint8Array(64), body);
  return concatBytes(open, uint32ToBytes(crc32(open)));
}
