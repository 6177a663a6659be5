import { createWriter } from '../../../src/shared/log/testing/writer.ts';
import { toHex, withBit, writeVectors } from './kit.ts';

/** folders.json: docs/spec/vault.md section 11, the frame files of one log of a vault folder after damage and repair. */
export function generateFolders(): void {
  const alpha = createWriter({ seed: 401 });
  const beta = createWriter({ seed: 402, join: alpha, device: alpha.device });
  const twin = createWriter({ seed: 403, twinOf: alpha });
  const frames: Record<string, Uint8Array> = { genesis: alpha.genesis.frame };
  for (const n of [1, 2, 3, 4, 5, 6]) {
    // Bodies are padded: these are of three sizes.
    const text = `alpha ${n} `.repeat(n % 3 === 0 ? 400 : n);
    if (n === 5) frames["a5'"] = twin.write([`twin of ${n}`], { position: alpha.position() }).bytes;
    frames[`a${n}`] = alpha.write([text]).bytes;
  }
  for (const n of [0, 1, 2]) frames[`b${n}`] = beta.write([`beta ${n}`]).bytes;
  const frameOf = (name: string): Uint8Array => frames[name] ?? new Uint8Array(0);
  const hex = (bytes: Uint8Array): string => `hex:${toHex(bytes)}`;
  /** The frame with one bit of its body changed. */
  const broken = (name: string): string => hex(withBit(frameOf(name), frameOf(name).length - 60));
  const torn = (name: string, length: number): string => hex(frameOf(name).subarray(0, length));
  const noise = (length: number): string => hex(new Uint8Array(length).fill(0x5a));
  const all = ['genesis', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6'];
  const swap = (name: string, other = broken(name)): readonly string[] => all.map((each) => (each === name ? other : each));
  const folder = (name: string, files: readonly (readonly string[])[], expect: 'ok' | 'failed' | 'incomplete' | 'malformed', problems: readonly string[] = ['damage']) => ({ name, files, expect, problems });
  writeVectors('folders.json', {
    about: 'docs/spec/vault.md section 11: the files of one log in a vault folder, damaged and mended. See README.md.',
    log: alpha.genesis.log, epochSecret: toHex(alpha.genesis.epoch.secret), frames: Object.fromEntries(Object.entries(frames).map(([name, frame]) => [name, toHex(frame)])),
    cases: [
      folder('nothing is damaged', [all], 'ok', []),
      folder('a damaged frame came back at the end', [[...swap('a3'), 'a3']], 'ok'),
      folder('two damaged frames side by side came back', [['genesis', 'a1', broken('a2'), broken('a3'), 'a4', 'a5', 'a6', 'a2', 'a3']], 'ok'),
      folder('two damaged frames apart came back, and writing went on', [['genesis', broken('a1'), 'a2', 'a3', broken('a4'), 'a5', 'a1', 'a4', 'a6']], 'ok'),
      folder('a damaged genesis came back', [[...swap('genesis'), 'genesis']], 'ok'),
      folder('the magic of a damaged frame is gone too', [[...swap('a3', noise(frameOf('a3').length)), 'a3']], 'ok'),
      folder('it came back in the next file', [swap('a3'), ['genesis', 'b0', 'a3', 'b1']], 'ok'),
      folder('the damaged end of a file came back in the next', [['genesis', 'a1', 'a2', broken('a3')], ['genesis', 'a4', 'a5', 'a6', 'a3']], 'ok'),
      folder('the torn end of a file came back in the next', [['genesis', 'a1', 'a2', torn('a3', 300)], ['genesis', 'a4', 'a3']], 'ok'),
      folder('more frames came late than were damaged', [['genesis', broken('a1'), 'a3', 'a4', 'a5', 'a6', 'a1', 'a2']], 'ok'),
      folder('a damaged frame did not come back', [swap('a3')], 'failed'),
      folder('one of two damaged frames did not come back', [['genesis', 'a1', broken('a2'), 'a3', broken('a4'), 'a5', 'a6', 'a2']], 'failed'),
      folder('the torn end of a file did not come back', [['genesis', 'a1', torn('a2', 300)], ['genesis', 'a3', 'a4']], 'incomplete'),
      folder('text between frames', [['genesis', 'a1', noise(12), 'a2']], 'failed'),
      folder('text between frames, and a damaged frame that came back', [['genesis', noise(1), ...swap('a3').slice(1), 'a3']], 'failed'),
      folder('a damaged doublet', [all, ['genesis', broken('a3'), 'b0']], 'failed'),
      folder('a damaged genesis of a later file', [['genesis', 'a1'], [broken('genesis'), 'a2']], 'failed'),
      folder('the newest frame of a feed was damaged and came back', [['genesis', 'a1', broken('a2'), 'b0', 'b1', 'a2']], 'failed'),
      folder('came back before it was damaged', [['genesis', 'a1', 'a2', 'a3', broken('a2'), 'a4']], 'failed'),
      folder('came back twice is once', [['genesis', 'a1', broken('a2'), 'a4', broken('a5'), 'a6', 'a2', 'a3', 'a2', 'a2']], 'failed'),
      folder('mended, and the last file ends in the middle of a frame', [[...swap('a3').slice(0, 6), 'a3', torn('a6', 200)]], 'failed'),
      folder('only the last file is torn, and a frame came late', [['genesis', 'a1', 'a3', 'a4', 'a2', torn('a5', 200)]], 'incomplete'),
      folder('mended, and text at the end', [[...swap('a3'), 'a3', noise(5)]], 'failed'),
      folder('mended, and a gap elsewhere', [['genesis', 'a1', broken('a2'), 'a3', 'a6', 'a2']], 'failed'),
      folder('mended, and a fork', [[...swap('a3'), 'a3', "a5'"]], 'failed', ['damage', 'fork']),
      folder('only damage', [[broken('genesis'), broken('a1')]], 'malformed'),
    ],
  });
}
