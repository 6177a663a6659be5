import { concatBytes, encodeCbor, unwrap, type CborValue } from '#base';
import { decodeFrame, encodeEntryProof, encodeForkProof, proveEntry, type EntryProof, type Frame } from '#log';
import { createWriter } from '../../../src/shared/log/testing/writer.ts';
import { toHex, withBit, writeVectors, zeros } from './kit.ts';

/** proofs.json: docs/spec/frames.md section 9. */
export function generateProofs(): void {
  const writer = createWriter({ seed: 501 });
  const parsed = (bytes: Uint8Array): Frame => unwrap(decodeFrame(bytes));
  const { secret } = writer.genesis.epoch;
  const single = parsed(writer.write(['alone']).bytes);
  const position = writer.position();
  const five = parsed(writer.write(['a', 'b', 'c', 'd', 'e']).bytes);
  const later = parsed(writer.write(['later']).bytes);
  const full = parsed(writer.write(Array.from({ length: 256 }, (_, index) => `n${index}`)).bytes);
  const twin = parsed(createWriter({ seed: 502, twinOf: writer }).write(['twin'], { position }).bytes);
  const joined = createWriter({ seed: 503, join: writer, device: writer.device });
  const otherFeed = [parsed(joined.write(['x']).bytes), parsed(joined.write(['y']).bytes), parsed(joined.write(['z']).bytes)];
  const otherLog = createWriter({ seed: 504, device: writer.device });
  otherLog.write(['x']);
  const foreign = parsed(otherLog.write(['y']).bytes);
  const genesis = parsed(writer.genesis.frame);
  const prove = (frame: Frame, index: number): EntryProof => unwrap(proveEntry(frame, index, secret));
  const third = prove(five, 2);
  const proof = (name: string, of: EntryProof, expect: string) => ({ name, hex: toHex(encodeEntryProof(of)), expect });
  const raw = (name: string, bytes: Uint8Array) => ({ name, hex: toHex(bytes), expect: 'malformed-proof' });
  const map = (of: EntryProof): Record<string, CborValue> => ({ format: 'holdfast-entry-proof', version: 1, entry: of.entry, salt: of.salt, index: of.index, path: of.path, header: of.header, signature: of.signature });
  const other = (name: string, changes: Record<string, CborValue>) => raw(name, encodeCbor({ ...map(third), ...changes }));
  const fork = (name: string, first: Frame, second: Frame, expect: string) => ({ name, hex: toHex(encodeForkProof(first, second)), expect });
  const signed = (frame: Frame): Record<string, CborValue> => ({ header: frame.headerBytes, signature: frame.signature });
  const forkMap: Record<string, CborValue> = { format: 'holdfast-fork-proof', version: 1, first: signed(five), second: signed(twin) };
  const otherFork = (name: string, changes: Record<string, CborValue>, expect = 'malformed-proof') => ({ name, hex: toHex(encodeCbor({ ...forkMap, ...changes })), expect });
  writeVectors('proofs.json', {
    about: 'docs/spec/frames.md section 9: entry proofs and fork proofs. See README.md.',
    entryProofs: [
      proof('the only entry of a frame', prove(single, 0), 'holds'), ...[0, 1, 2, 3, 4].map((index) => proof(`entry ${index} of five`, prove(five, index), 'holds')), proof('the first of 256', prove(full, 0), 'holds'), proof('the last of 256', prove(full, 255), 'holds'),
      proof('one bit of the entry', { ...third, entry: withBit(third.entry, 20) }, 'leaf-fails'), proof('one bit of the salt', { ...third, salt: withBit(third.salt, 0) }, 'leaf-fails'), proof('the neighbour index', { ...third, index: 3 }, 'leaf-fails'), proof('an index beyond the frame', { ...third, index: 5 }, 'leaf-fails'),
      proof('one bit of the path', { ...third, path: third.path.map((hash, index) => (index === 1 ? withBit(hash, 31) : hash)) }, 'leaf-fails'), proof('a path one shorter', { ...third, path: third.path.slice(1) }, 'leaf-fails'), proof('a path one longer', { ...third, path: [...third.path, zeros(32)] }, 'leaf-fails'),
      proof('no path', { ...third, path: [] }, 'leaf-fails'), proof('the path in reverse', { ...third, path: third.path.toReversed() }, 'leaf-fails'), proof('a path for a frame with one entry', { ...prove(single, 0), path: [zeros(32)] }, 'leaf-fails'), proof('the header of another frame', { ...third, header: later.headerBytes, signature: later.signature }, 'leaf-fails'),
      proof('one bit of the signature', { ...third, signature: withBit(third.signature, 5) }, 'signature-fails'), proof('the signature of another frame', { ...third, signature: later.signature }, 'signature-fails'), proof('another body length in the header', { ...third, header: withBit(third.header, -36) }, 'signature-fails'),
      proof('a changed body hash in the header', { ...third, header: withBit(third.header, -1) }, 'signature-fails'), proof('entry and signature changed', { ...third, entry: withBit(third.entry, 20), signature: withBit(third.signature, 5) }, 'both-fail'),
      raw('no bytes', zeros(0)), raw('a byte after the map', concatBytes(encodeEntryProof(third), zeros(1))), raw('cut', encodeEntryProof(third).subarray(0, -1)), other('another format', { format: 'holdfast-proof' }), other('version 2', { version: 2 }), other('a salt of 15 bytes', { salt: zeros(15) }), other('a negative index', { index: -1 }),
      other('a path of nine hashes', { path: Array.from({ length: 9 }, () => zeros(32)) }), other('a path hash of 31 bytes', { path: [zeros(31)] }), other('a signature of 63 bytes', { signature: zeros(63) }), other('an unknown key', { note: 1 }), other('a header that is none', { header: zeros(10) }),
      other('a header of a later build', { header: withBit(third.header, 1, 3) }), other('a membership header', signed(genesis)),
    ],
    forkProofs: [
      fork('two frames at one seq', five, twin, 'holds'), fork('the same in the other order', twin, five, 'holds'), fork('one frame twice', five, five, 'fails'), fork('two frames at different seq', five, later, 'fails'), fork('two feeds', five, otherFeed[2] ?? later, 'fails'), fork('two logs', five, foreign, 'fails'),
      otherFork('one bit of the first signature', { first: { ...signed(five), signature: withBit(five.signature, 9) } }, 'fails'), otherFork('one bit of the second signature', { second: { ...signed(twin), signature: withBit(twin.signature, 9) } }, 'fails'),
      otherFork('one header signed once, changed once', { second: { header: withBit(five.headerBytes, -1), signature: five.signature } }, 'fails'), otherFork('signatures exchanged', { first: { ...signed(five), signature: twin.signature }, second: { ...signed(twin), signature: five.signature } }, 'fails'),
      otherFork('another format', { format: 'holdfast-entry-proof' }), otherFork('version 2', { version: 2 }), otherFork('an unknown key', { third: 1 }), otherFork('a signature of 63 bytes', { first: { ...signed(five), signature: zeros(63) } }), otherFork('a header that is none', { second: { ...signed(twin), header: zeros(40) } }),
      { name: 'no bytes', hex: '', expect: 'malformed-proof' }, { name: 'a byte after the map', hex: `${toHex(encodeCbor(forkMap))}00`, expect: 'malformed-proof' }, { name: 'without the second', hex: toHex(encodeCbor({ format: 'holdfast-fork-proof', version: 1, first: signed(five) })), expect: 'malformed-proof' },
    ],
  });
}
