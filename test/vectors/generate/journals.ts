import { bytesToHex, concatBytes, encodeCbor, uint32ToBytes, type CborValue, type UnixMs } from '#base';
import { ed25519Sign, logIdToBytes } from '#crypto';
import { crc32, encodePackage, type FrameReference } from '#log';
import { createWriter } from '../../../src/shared/log/testing/writer.ts';
import { createOpenDevice, fromHex, tag, toHex, withBit, writeVectors, zeros } from './kit.ts';

/** journals.json: docs/spec/frames.md section 10. */
export function generateJournals(): void {
  const writer = createWriter({ seed: 401 });
  const [one, two] = [writer.write(['first']), writer.write(['second', 'third'])];
  const position = one.position;
  const twin = createWriter({ seed: 402, twinOf: writer }).write(['other second'], { position });
  const stranger = createOpenDevice(403).keys;
  const log = writer.genesis.log;
  const head = (frame: typeof one): FrameReference => ({ feed: frame.feed, seq: frame.seq, headerSha256: frame.headerSha256 });
  const about = { log, scope: 'incident' as const, exportedAt: 1_731_950_000_000 as UnixMs, heads: [head(two)], app: { version: '0.1.0', build: 'vector' } };
  const frames = [writer.genesis.frame, one.bytes, two.bytes];
  const whole = encodePackage(about, frames, writer.device);
  const manifest: Record<string, CborValue> = {
    format: 'holdfast-package', version: 1, log: logIdToBytes(log), scope: 'incident', exporter: writer.device.ed25519, exportedAt: about.exportedAt, frames: 3, bytes: frames.reduce((sum, frame) => sum + frame.length, 0),
    app: about.app, heads: [{ feed: fromHex(two.feed), seq: two.seq, header: fromHex(two.headerSha256) }],
  };
  const open = (bytes: Uint8Array, device = writer.device) => {
    const signed = concatBytes(tag('HFP1'), uint32ToBytes(bytes.length), bytes, ed25519Sign(concatBytes(tag('holdfast/package/1'), bytes), device.signingKey));
    return concatBytes(signed, uint32ToBytes(crc32(signed)));
  };
  const made = (changes: Record<string, CborValue>) => concatBytes(open(encodeCbor({ ...manifest, ...changes })), ...frames);
  const headLength = open(encodeCbor(manifest)).length;
  const withRightCrc = (bytes: Uint8Array) => concatBytes(bytes.subarray(0, headLength - 4), uint32ToBytes(crc32(bytes.subarray(0, headLength - 4))), bytes.subarray(headLength));
  const one_ = (name: string, bytes: Uint8Array, expect: string, problems: readonly string[] = []) => ({ name, hex: toHex(bytes), expect, problems });
  writeVectors('journals.json', {
    about: 'docs/spec/frames.md section 10: journal packages. See README.md.', log, epochSecret: bytesToHex(writer.genesis.epoch.secret),
    packages: [
      one_('all frames', whole, 'ok'), one_('no heads', made({ heads: [] }), 'ok'), one_('the counts are only claims', made({ frames: 99, bytes: 1 }), 'ok'), one_('an export date of 0', made({ exportedAt: 0 }), 'ok'), one_('a frame twice', concatBytes(whole, two.bytes), 'ok'),
      one_('the last frame cut away', whole.subarray(0, whole.length - two.bytes.length), 'incomplete', ['head-missing']), one_('cut in the last frame', whole.subarray(0, -5), 'incomplete', ['damage', 'head-missing']), one_('a frame missing', encodePackage(about, [frames[0] ?? zeros(0), two.bytes], writer.device), 'incomplete'),
      one_('text behind the frames', concatBytes(whole, tag('postscript')), 'failed', ['damage']), one_('one bit of a frame', withBit(whole, headLength + 900), 'failed', ['damage']), one_('another frame than the head says', encodePackage(about, [frames[0] ?? zeros(0), one.bytes, twin.bytes], writer.device), 'failed', ['head-differs']),
      one_('both frames of a fork', concatBytes(whole, twin.bytes), 'failed', ['fork']), one_('made by a stranger', encodePackage(about, frames, stranger), 'failed', ['unknown-exporter']), one_('an opening without frames', whole.subarray(0, headLength), 'malformed', ['head-missing', 'unknown-exporter']),
      one_('no bytes', zeros(0), 'malformed-package'), one_('seven bytes', whole.subarray(0, 7), 'malformed-package'), one_('another magic', withBit(whole, 3), 'malformed-package'), one_('frames without an opening', concatBytes(...frames), 'malformed-package'), one_('a manifest of 1,048,577 bytes', concatBytes(tag('HFP1'), fromHex('00100001'), zeros(100)), 'too-large'),
      one_('the largest length', concatBytes(tag('HFP1'), fromHex('ffffffff'), zeros(100)), 'too-large'), one_('cut in the manifest', whole.subarray(0, 60), 'malformed-package'), one_('cut in the signature', whole.subarray(0, headLength - 30), 'malformed-package'), one_('one bit of the manifest', withBit(whole, 40), 'crc-mismatch'),
      one_('one bit of the signature', withBit(whole, headLength - 10), 'crc-mismatch'), one_('one bit of the checksum', withBit(whole, headLength - 1), 'crc-mismatch'), one_('one bit of the signature, checksum made good', withRightCrc(withBit(whole, headLength - 10)), 'bad-signature'),
      one_('signed by another device than named', concatBytes(open(encodeCbor(manifest), stranger), ...frames), 'bad-signature'), one_('version 2', made({ version: 2 }), 'unknown-version'), one_('version 2 of another form', concatBytes(open(encodeCbor({ format: 'holdfast-package', version: 2 })), ...frames), 'unknown-version'),
      one_('another format', made({ format: 'holdfast-bundle' }), 'malformed-package'), one_('an unknown key', made({ note: 'x' }), 'malformed-package'), one_('a log id of 15 bytes', made({ log: zeros(15) }), 'malformed-package'), one_('a scope outside its list', made({ scope: 'world' }), 'malformed-package'),
      one_('a negative count', made({ frames: -1 }), 'malformed-package'), one_('an exporter of 31 bytes', made({ exporter: zeros(31) }), 'malformed-package'), one_('a head with another key', made({ heads: [{ feed: zeros(32), seq: 0, header: zeros(32), log: zeros(16) }] }), 'malformed-package'),
      one_('a manifest that is no CBOR', concatBytes(open(fromHex('ff')), ...frames), 'malformed-package'), one_('an empty manifest', concatBytes(open(zeros(0)), ...frames), 'malformed-package'), one_('a byte after the manifest value', concatBytes(open(concatBytes(encodeCbor(manifest), zeros(1))), ...frames), 'malformed-package'),
    ],
  });
}
