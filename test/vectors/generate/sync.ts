import { concatBytes, encodeCbor, textToBytes, type CborValue, type LogId, type UnixMs } from '#base';
import { ed25519FromSeed, ed25519Sign } from '#crypto';
import { pairingText, serverFingerprint, signCheckpoint, signLogin, signRotation, signSession, signVoucher, voucherQrText, voucherText, type ServerSigner } from '#sync';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { fromHex, toHex, writeVectors } from './kit.ts';

const random = seededRandom(1501);
const signerOf = (fill: number): ServerSigner => {
  const { publicKey, signingKey } = ed25519FromSeed(new Uint8Array(32).fill(fill));
  return { identity: publicKey, signingKey };
};

/** sync.json: docs/spec/sync.md sections 1 to 4, what is signed, typed and scanned, and the forms of some requests. */
export function generateSync(): void {
  const [signer, other] = [signerOf(1), signerOf(2)];
  writeVectors('sync.json', {
    about: 'docs/spec/sync.md: checkpoints, vouchers, rotations, sessions, codes and requests. See README.md.',
    signed: [...checkpoints(signer, other), ...vouchers(signer, other), ...rotations(signer, other)], sessions: sessions(signer), fingerprints: fingerprints(), pairings: pairings(), voucherTexts: texts(), requests: requests(),
  });
}

const sign = (magic: string, tag: string, value: CborValue, { signingKey }: ServerSigner): Uint8Array => {
  const content = encodeCbor(value);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, content.length);
  return concatBytes(textToBytes(magic), magic === '' ? new Uint8Array(0) : length, content, ed25519Sign(concatBytes(textToBytes(tag), content), signingKey));
};
const changed = (bytes: Uint8Array, at: number) => bytes.map((value, index) => (index === (at + bytes.length) % bytes.length ? value ^ 1 : value));

function checkpoints(signer: ServerSigner, other: ServerSigner): readonly object[] {
  const log = toHex(random(16)) as LogId;
  const root = random(32);
  const good = { format: 'holdfast-checkpoint', version: 1, server: signer.identity, log: fromHex(log), size: 7, root, at: 1_731_946_440_000 };
  const make = (value: CborValue, by = signer, tag = 'holdfast/server-checkpoint/1') => sign('HFK1', tag, value, by);
  const whole = signCheckpoint({ log, size: 7, root, at: good.at as UnixMs }, signer);
  const one = (name: string, bytes: Uint8Array, expected = 'bad-checkpoint', size?: number) => ({ name: `checkpoint: ${name}`, kind: 'checkpoint', hex: toHex(bytes), server: toHex(signer.identity), log, expect: expected, ...(size === undefined ? {} : { size }) });
  return [
    one('as it should be', whole, 'ok', 7), one('of nothing', make({ ...good, size: 0 }), 'ok', 0), one('of the largest size', make({ ...good, size: Number.MAX_SAFE_INTEGER }), 'ok', Number.MAX_SAFE_INTEGER),
    one('another server', make({ ...good, server: other.identity }, other)), one('signed by another server', make(good, other)), one('another log', make({ ...good, log: random(16) })), one('another tag', make(good, signer, 'holdfast/checkpoint/1')),
    one('a changed bit of the root', changed(whole, -70)), one('a changed bit of the signature', changed(whole, -1)), one('another magic', changed(whole, 0)), one('a length that is wrong', changed(whole, 7)), one('a byte more', concatBytes(whole, Uint8Array.of(0))),
    one('cut short', whole.subarray(0, whole.length - 1)), one('nothing', new Uint8Array(0)), one('a key more', make({ ...good, more: 1 })), one('a short root', make({ ...good, root: new Uint8Array(31) })), one('a negative size', make({ ...good, size: -1 })),
    one('another version', make({ ...good, version: 2 })), one('another format', make({ ...good, format: 'holdfast-voucher' })), one('no map', make([1])),
  ];
}

function vouchers(signer: ServerSigner, other: ServerSigner): readonly object[] {
  const id = random(16);
  const good = { format: 'holdfast-voucher', version: 1, server: signer.identity, id, logs: 3, expires: 2_000 };
  const make = (value: CborValue, by = signer) => sign('', 'holdfast/voucher/1', value, by);
  const one = (name: string, bytes: Uint8Array, expected = 'bad-voucher', now = 1_999) => ({ name: `voucher: ${name}`, kind: 'voucher', hex: toHex(bytes), server: toHex(signer.identity), now, expect: expected });
  const whole = signVoucher({ id, logs: 3, expires: 2_000 as UnixMs }, signer);
  return [
    one('in its last millisecond', whole, 'ok'), one('without an end', make({ ...good, expires: null }), 'ok', Number.MAX_SAFE_INTEGER), one('one log', make({ ...good, logs: 1 }), 'ok'), one('64 logs', make({ ...good, logs: 64 }), 'ok'),
    one('expired', whole, 'bad-voucher', 2_000), one('no log', make({ ...good, logs: 0 })), one('65 logs', make({ ...good, logs: 65 })), one('of another server', make({ ...good, server: other.identity }, other)), one('signed by another server', make(good, other)),
    one('a changed bit', changed(whole, 40)), one('a short id', make({ ...good, id: new Uint8Array(15) })), one('longer than it may be', make({ ...good, format: 'x'.repeat(1_100) })), one('the signature alone', whole.subarray(-64)),
  ];
}

function rotations(signer: ServerSigner, other: ServerSigner): readonly object[] {
  const [pin, nextPin] = [random(32), random(32)];
  const whole = signRotation({ pin, nextIdentity: other.identity, nextPin, at: 5 as UnixMs }, signer);
  const value = { format: 'holdfast-rotation', version: 1, identity: signer.identity, pin, nextIdentity: other.identity, nextPin, at: 5 };
  const one = (name: string, bytes: Uint8Array, expected = 'bad-rotation', from = signer.identity, at = pin) => ({ name: `rotation: ${name}`, kind: 'rotation', hex: toHex(bytes), server: toHex(from), pin: toHex(at), expect: expected });
  return [
    one('to another identity', whole, 'ok'), one('to another TLS key alone', sign('HFR1', 'holdfast/rotation/1', { ...value, nextIdentity: signer.identity }, signer), 'ok'), one('from another identity', whole, 'bad-rotation', other.identity), one('from another pin', whole, 'bad-rotation', signer.identity, nextPin),
    one('signed by the next identity', sign('HFR1', 'holdfast/rotation/1', value, other)), one('a changed bit', changed(whole, -90)), one('signed as a checkpoint', sign('HFR1', 'holdfast/server-checkpoint/1', value, signer)),
  ];
}

function sessions(signer: ServerSigner): readonly object[] {
  const facts = { clientNonce: random(32), serverNonce: random(32), binding: random(32) };
  const pin = random(32);
  const device = ed25519FromSeed(random(32));
  const [session, login] = [signSession(facts, pin, signer), signLogin(facts, signer.identity, { ed25519: device.publicKey, signingKey: device.signingKey })];
  const base = { clientNonce: toHex(facts.clientNonce), serverNonce: toHex(facts.serverNonce), binding: toHex(facts.binding), identity: toHex(signer.identity) };
  const hello = (name: string, more: object, expected = 'fails') => ({ name: `hello: ${name}`, ...base, pin: toHex(pin), signature: toHex(session), expect: expected, ...more });
  const entry = (name: string, more: object, expected = 'fails') => ({ name: `login: ${name}`, ...base, device: toHex(device.publicKey), signature: toHex(login), expect: expected, ...more });
  const wrong = toHex(random(32));
  return [
    hello('as it should be', {}, 'holds'), hello('another connection', { binding: wrong }), hello('another certificate', { pin: wrong }), hello('another nonce of the client', { clientNonce: wrong }), hello('another nonce of the server', { serverNonce: wrong }), hello('the signature of the login', { signature: toHex(login) }),
    entry('as it should be', {}, 'holds'), entry('another connection', { binding: wrong }), entry('another server', { identity: toHex(signerOf(2).identity) }), entry('another device', { device: toHex(signerOf(3).identity) }), entry('nonces exchanged', { clientNonce: base.serverNonce, serverNonce: base.clientNonce }), entry('the signature of the session', { signature: toHex(session) }),
  ];
}

function fingerprints(): readonly object[] {
  return ['zeros', 'random', 'more'].map((name) => {
    const [identity, pin] = name === 'zeros' ? [new Uint8Array(32), new Uint8Array(32)] : [random(32), random(32)];
    return { name, identity: toHex(identity), pin: toHex(pin), fingerprint: serverFingerprint(identity, pin) };
  });
}

function pairings(): readonly object[] {
  const [pin, identity] = [random(32), random(32)];
  const good = (name: string, host: string, port: number, text = pairingText({ address: { host, port }, pin, identity })) => ({ name, text, expect: 'ok', host, port, pin: toHex(pin), identity: toHex(identity) });
  const bad = (name: string, text: string) => ({ name, text, expect: 'bad-pairing' });
  const named = pairingText({ address: { host: 'console.example', port: 8443 }, pin, identity });
  return [
    good('a name', 'console.example', 8443), good('an IPv4 address', '10.1.2.3', 1), good('an IPv6 address', 'fe80::1:2', 65_535), good('lower case', 'console.example', 8443, named.toLowerCase()), good('white space around it', 'console.example', 8443, ` ${named}\n`),
    bad('nothing', ''), bad('another kind', named.replace('HFA1', 'HFV1')), bad('a digit less', named.slice(0, -1)), bad('two digits more', `${named}00`), bad('no identity', named.split(':').slice(0, 4).join(':')), bad('something behind it', `${named}:`), bad('port 0', named.replace(':8443:', ':0:')),
    bad('a port too large', named.replace(':8443:', ':65536:')), bad('no host', named.replace('CONSOLE.EXAMPLE', '')), bad('a user before the host', named.replace('CONSOLE', 'A@CONSOLE')), bad('an IPv6 host without brackets', named.replace('CONSOLE.EXAMPLE', 'FE80%3A%3A1')), bad('no hexadecimal', `${named.slice(0, -1)}G`),
  ];
}

function texts(): readonly object[] {
  const lengths = [1, 2, 3, 4, 5, 6, 180];
  const made = lengths.flatMap((length) => {
    const bytes = random(length);
    return [{ name: `${length} bytes`, text: voucherText(bytes), expect: 'ok', hex: toHex(bytes) }, { name: `${length} bytes, code`, text: voucherQrText(bytes).toLowerCase(), expect: 'ok', hex: toHex(bytes) }];
  });
  const bad = (name: string, text: string) => ({ name, text, expect: 'bad-voucher' });
  return [...made, { name: 'spaces and lower case', text: 'mzxw 6ytb-oi', expect: 'ok', hex: '666f6f626172' }, bad('nothing', ''), bad('a character of no use', 'MZXW6YTBOIA'), bad('bits that are not zero', 'AB'), bad('a digit of no alphabet', 'MZXW1'), bad('padding', 'MZXW6==='), bad('half a byte', 'HFV1:0'), bad('another code', 'HFA1:00')];
}

function requests(): readonly object[] {
  const log = random(16);
  const feed = random(32);
  const frame = random(90);
  const one = (verb: string) => (name: string, value: CborValue, expected = 'bad-request') => ({ name: `${verb}: ${name}`, verb, hex: toHex(encodeCbor(value)), expect: expected });
  const [hello, push, pull, put] = [one('hello'), one('push'), one('pull'), one('blob.put')];
  const pulled = { log, from: 0, have: [{ feed, size: 3 }], maxBytes: 1_000 };
  const piece = { log, blob: feed, size: 100, from: 0, bytes: frame };
  return [
    hello('as it should be', { versions: [1], nonce: feed }, 'ok'), hello('several versions', { versions: [2, 1], nonce: feed }, 'ok'), hello('no version', { versions: [], nonce: feed }), hello('17 versions', { versions: Array(17).fill(1), nonce: feed }), hello('a short nonce', { versions: [1], nonce: log }), hello('an array', []),
    push('as it should be', { log, frames: [frame, frame] }, 'ok'), push('no frame', { log, frames: [] }), push('an empty frame', { log, frames: [new Uint8Array(0)] }), push('257 frames', { log, frames: Array(257).fill(Uint8Array.of(1)) }), push('a key more', { log, frames: [frame], more: null }), push('a log that is too long', { log: feed, frames: [frame] }),
    pull('as it should be', pulled, 'ok'), pull('nothing held', { ...pulled, have: [] }, 'ok'), pull('more than an answer may have', { ...pulled, maxBytes: 8_388_609 }), pull('from before the beginning', { ...pulled, from: -1 }), pull('a feed without size', { ...pulled, have: [{ feed }] }),
    put('as it should be', piece, 'ok'), put('nothing of it', { ...piece, bytes: new Uint8Array(0) }, 'ok'), put('of no length', { ...piece, size: 0 }), put('longer than a blob may be', { ...piece, size: 269_484_033 }), put('text for bytes', { ...piece, bytes: 'x' }),
  ];
}
