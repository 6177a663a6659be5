// Reads the picture of a virtual display from Xvfb's framebuffer file (X window dump format) and writes it as PNG,
// so that a screenshot needs no further program.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync } from './png.mjs';

/**
 * @typedef {object} Frame
 * @property {number} width
 * @property {number} height
 * @property {Buffer} rgb     three bytes a pixel, rows from the top
 * @property {string} digest  equal for equal pictures
 * @property {boolean} blank  true when every pixel has the same colour
 */

/** Reads one frame. @param {string} file @returns {Frame} */
export function readFrame(file) {
  const dump = readFileSync(file);
  const word = (index) => dump.readUInt32BE(index * 4);
  const [headerSize, width, height, bitsPerPixel, bytesPerLine, colours] = [word(0), word(4), word(5), word(11), word(12), word(19)];
  if (word(1) !== 7 || bitsPerPixel !== 32) throw new Error(`unexpected framebuffer: version ${word(1)}, ${bitsPerPixel} bits a pixel`);
  const start = headerSize + colours * 12;
  const rgb = Buffer.alloc(width * height * 3);
  let blank = true;
  for (let y = 0, out = 0; y < height; y += 1) {
    for (let x = 0, at = start + y * bytesPerLine; x < width; x += 1, at += 4, out += 3) {
      rgb[out] = dump[at + 2];
      rgb[out + 1] = dump[at + 1];
      rgb[out + 2] = dump[at];
      blank &&= rgb[out] === rgb[0] && rgb[out + 1] === rgb[1] && rgb[out + 2] === rgb[2];
    }
  }
  return { width, height, rgb, blank, digest: createHash('sha256').update(rgb).digest('hex') };
}

/** Writes a frame as PNG, by a temporary file so that a viewer never sees half a picture. @param {Frame} frame @param {string} file */
export function writePng(frame, file) {
  const rows = Buffer.alloc((frame.width * 3 + 1) * frame.height);
  for (let y = 0; y < frame.height; y += 1) frame.rgb.copy(rows, y * (frame.width * 3 + 1) + 1, y * frame.width * 3, (y + 1) * frame.width * 3);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(frame.width, 0);
  header.writeUInt32BE(frame.height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
  writeFileSync(`${file}.part`, png);
  renameSync(`${file}.part`, file);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
