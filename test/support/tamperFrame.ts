// What a courier does to a copy of a journal: changes the signature of its newest frame and makes the checksum right again.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LogId } from '#base';
import { crc32, scanFrames } from '#log';

/** Changes one byte of the signature of the newest frame of a log in a copied vault folder. */
export function tamperNewestFrame(vault: string, log: LogId): void {
  const file = path.join(vault, 'log', log, '000001.frames');
  const bytes = readFileSync(file);
  const newest = scanFrames(bytes).frames.at(-1);
  if (newest === undefined) throw new Error('there are no frames');
  const frame = bytes.subarray(newest.from, newest.to);
  const signature = 12 + frame.readUInt32BE(4);
  frame.writeUInt8(frame.readUInt8(signature) ^ 1, signature);
  frame.writeUInt32BE(crc32(frame.subarray(0, frame.length - 4)), frame.length - 4);
  writeFileSync(file, bytes);
}
