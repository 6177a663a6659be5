import { encodeCbor, hexToBytes } from '#base';
import type { FrameBody } from './types.ts';

/** The body map as deterministic CBOR (docs/spec/frames.md section 6). */
export function encodeBody(body: FrameBody): Uint8Array {
  return encodeCbor({
    entries: body.entries, salts: body.salts,
    hlc: { ms: body.hlc.ms, counter: body.hlc.counter },
    wall: { ms: body.wall.ms, zone: body.wall.zone, offset: body.wall.offset },
    mono: { boot: body.mono.boot, ms: body.mono.ms },
    timeSource: { state: body.timeSource.state, errorMs: body.timeSource.errorMs },
    parents: body.parents.map((parent) => ({ feed: hexBytes(parent.feed), seq: parent.seq, header: hexBytes(parent.headerSha256) })),
    app: { version: body.app.version, build: body.app.build },
  });
}

/** Bytes of hexadecimal that the program made itself. Throws on anything else. */
export function hexBytes(text: string): Uint8Array {
  const bytes = hexToBytes(text);
  if (bytes === null) throw new Error('expected hexadecimal');
  return bytes;
}
