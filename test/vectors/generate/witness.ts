import { encodeCbor, type CborValue, type FeedId, type LogId, type Sha256Hex } from '#base';
import { englishWords, sha256 } from '#crypto';
import { checkpointHash, encodeStatement, slipDigest, slipQrText, slipWords } from '#log';
import { encodeTimeStampRequest, verifyTimeStamp } from '#timestamp';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { createAuthority } from '../../../src/shared/timestamp/testing/authority.ts';
import { readReply } from '../../../src/shared/timestamp/token.ts';
import { fromHex, toHex, writeVectors } from './kit.ts';

/** witness.json: docs/spec/witness.md sections 1, 3 and 4. The tokens come from an authority that OpenSSL made for this file. */
export async function generateWitness(): Promise<void> {
  const random = seededRandom(701);
  const hex = (length: number) => toHex(random(length));
  const statements = [1, 2, 5].map((count) => ({ log: hex(16), heads: Array.from({ length: count }, (_, index) => ({ feed: hex(32), size: 10 ** index + index, root: hex(32), header: hex(32) })) }));
  writeVectors('witness.json', {
    about: 'docs/spec/witness.md: head slips, log statements, time-stamp requests and tokens. See README.md.',
    slips: slips(hex), words: typedWords(), codes: codes(), qrTexts: qrTexts(hex), statements: statementCases(statements), requests: requests(hex), tokens: await tokens(statements[1] ?? statements[0]),
  });
}

type Stated = { readonly log: string; readonly heads: readonly { readonly feed: string; readonly size: number; readonly root: string; readonly header: string }[] };
const encode = (stated: Stated) => encodeStatement(stated as Parameters<typeof encodeStatement>[0]);

function slips(hex: (length: number) => string): readonly object[] {
  const make = (name: string, log: string, feed: string, size: number, root: string) => {
    const statement = { log: log as LogId, feed: feed as FeedId, size, root: root as Sha256Hex };
    return { name, log, feed, size, root, digest: toHex(slipDigest(statement)), words: slipWords(statement), logCode: log.slice(0, 8), feedCode: feed.slice(0, 8), qr: slipQrText(statement) };
  };
  const [log, feed, root] = [hex(16), hex(32), hex(32)];
  return [
    make('one frame', log, feed, 1, root), make('one frame more', log, feed, 2, root), make('another root', log, feed, 1, hex(32)), make('another feed', log, hex(32), 1, root), make('another log', hex(16), feed, 1, root),
    make('50,000 frames', log, feed, 50_000, root), make('more than 32 bits', log, feed, 2 ** 32 + 7, root), make('the largest size', log, feed, Number.MAX_SAFE_INTEGER, root),
    make('the worked example of frames.md', '24770030a465fbbd058414a0188eb1b3', 'ee8deb501498024f11556e3d8a37b6e4a36dd15d5c8c3a2bef36e4937f0e2d9d', 1, '8d0d27731485a3ac3639debf76d6484dde311b82a00aade77b4b59ff5f658b3c'),
  ];
}

function typedWords(): readonly object[] {
  const whole = 'abandon zoo legal winner thank year add actress';
  const good = (name: string, typed: string, words = whole) => ({ name, typed, expect: 'ok', words });
  const bad = (name: string, typed: string) => ({ name, typed, expect: 'bad-slip' });
  return [
    good('as written', whole), good('capitals', whole.toUpperCase()), good('spaces, tabs and lines', ` ${whole.replaceAll(' ', ' \t\n ')} `), good('four letters of each', 'aban zoo lega winn than year add actr'), good('five letters', 'aband zoo legal winne thank year add actre'),
    good('a word that another one begins with', 'add addi act acti art arti car card', 'add addict act action art artist car card'), good('the first and the last of the list', `${englishWords[0]} ${englishWords[2047]} abandon abandon abandon abandon abandon abandon`, 'abandon zoo abandon abandon abandon abandon abandon abandon'),
    bad('nothing', ''), bad('seven words', whole.split(' ').slice(1).join(' ')), bad('nine words', `${whole} zoo`), bad('a word of no list', whole.replace('legal', 'leagal')), bad('three letters of a longer word', whole.replace('thank', 'tha')), bad('letters behind a word', whole.replace('zoo', 'zoos')),
    bad('hyphens between', whole.replaceAll(' ', '-')), bad('a digit', whole.replace('year', 'year1')),
  ];
}

function codes(): readonly object[] {
  const good = (typed: string, code: string) => ({ typed, expect: 'ok', code });
  const bad = (typed: string) => ({ typed, expect: 'bad-slip' });
  return [good('2477-0030', '24770030'), good('EE8D EB50', 'ee8deb50'), good(' 24-77-00-30 ', '24770030'), bad(''), bad('2477-003'), bad('2477-00301'), bad('2477-003g'), bad('2477–0030')];
}

function qrTexts(hex: (length: number) => string): readonly object[] {
  const [log, feed, root] = [hex(16), hex(32), hex(32)];
  const text = `HFS1:${log.toUpperCase()}:${feed.toUpperCase()}:7:${root.toUpperCase()}`;
  const good = (name: string, shown: string, size = 7) => ({ name, text: shown, expect: 'ok', log, feed, size, root });
  const bad = (name: string, shown: string) => ({ name, text: shown, expect: 'bad-slip' });
  return [
    good('as printed', text), good('lower case', text.toLowerCase()), good('white space around it', ` ${text}\n`), good('the largest size', text.replace(':7:', `:${Number.MAX_SAFE_INTEGER}:`), Number.MAX_SAFE_INTEGER),
    bad('nothing', ''), bad('another version', text.replace('HFS1', 'HFS2')), bad('a part too few', text.slice(0, text.lastIndexOf(':'))), bad('a part too many', `${text}:1`), bad('size 0', text.replace(':7:', ':0:')), bad('a leading zero', text.replace(':7:', ':07:')),
    bad('a negative size', text.replace(':7:', ':-7:')), bad('a size beyond 2^53-1', text.replace(':7:', ':9007199254740992:')), bad('a log id too short', text.replace(log.toUpperCase(), log.toUpperCase().slice(1))), bad('a root that is no hexadecimal', `${text.slice(0, -1)}G`), bad('a feed id too long', text.replace(feed.toUpperCase(), `${feed.toUpperCase()}0`)),
  ];
}

function statementCases(stated: readonly Stated[]): readonly object[] {
  const good = stated.map((one) => {
    const bytes = encode(one);
    return { name: `${one.heads.length} feeds`, hex: toHex(bytes), expect: 'ok', log: one.log, heads: [...one.heads].toSorted((left, right) => (left.feed < right.feed ? -1 : 1)), checkpoint: toHex(checkpointHash(bytes)), imprint: toHex(sha256(bytes)) };
  });
  const base = stated[1] ?? { log: '', heads: [] };
  const heads = [...base.heads].toSorted((left, right) => (left.feed < right.feed ? -1 : 1)).map(({ feed, size, root, header }) => ({ feed: fromHex(feed), size, root: fromHex(root), header: fromHex(header) }));
  const map = { format: 'holdfast-log-statement', version: 1, log: fromHex(base.log), heads };
  const bad = (name: string, value: CborValue) => ({ name, hex: toHex(encodeCbor(value)), expect: 'malformed-statement' });
  const raw = (name: string, bytes: Uint8Array) => ({ name, hex: toHex(bytes), expect: 'malformed-statement' });
  const [first, second] = heads;
  if (first === undefined || second === undefined) throw new Error('two feeds are needed');
  const { header: _header, ...withoutHeader } = first;
  return [
    ...good, raw('no bytes', new Uint8Array(0)), raw('a byte behind it', Uint8Array.from([...encodeCbor(map), 0])), bad('another format', { ...map, format: 'holdfast-statement' }), bad('version 2', { ...map, version: 2 }), bad('a key more', { ...map, note: 1 }), bad('a log id of 15 bytes', { ...map, log: fromHex(base.log).subarray(1) }),
    bad('no feeds', { ...map, heads: [] }), bad('feeds in descending order', { ...map, heads: [second, first] }), bad('a feed twice', { ...map, heads: [first, first] }), bad('size 0', { ...map, heads: [{ ...first, size: 0 }] }), bad('a head without header', { ...map, heads: [withoutHeader] }), bad('a root of 31 bytes', { ...map, heads: [{ ...first, root: first.root.subarray(1) }] }),
  ];
}

function requests(hex: (length: number) => string): readonly object[] {
  const make = (name: string, nonce: string) => {
    const imprint = hex(32);
    return { name, imprint, nonce, der: toHex(encodeTimeStampRequest(fromHex(imprint), fromHex(nonce))) };
  };
  return [make('a nonce of eight bytes', '1122334455667788'), make('the largest nonce', '7fffffffffffffff'), make('nonce 1', '0000000000000001'), make('a nonce that needs a zero byte before it', '00000000000000ff'), make('leading zero bytes', '0000008000000001')];
}

async function tokens(stated: Stated | undefined): Promise<readonly object[]> {
  if (stated === undefined) throw new Error('a statement is needed');
  const statement = encode(stated);
  const nonce = '1122334455667788';
  const request = encodeTimeStampRequest(sha256(statement), fromHex(nonce));
  const other = encodeTimeStampRequest(sha256(encodeCbor('something else')), fromHex(nonce));
  const ec = createAuthority({ key: 'p256' });
  const rsa = createAuthority({ key: 'rsa' });
  const large = createAuthority({ key: 'p384', caKey: 'p256' });
  const past = createAuthority({ key: 'p256', validity: ['20200101000000Z', '20210101000000Z'] });
  const unfit = createAuthority({ key: 'p256', extensions: ['extendedKeyUsage=timeStamping'] });
  const good = ec.reply(request);
  // The token stands behind nine bytes: the outer head and the status.
  const token = good.subarray(9);
  const withBit = (bytes: Uint8Array, at: number) => bytes.map((value, index) => (index === (at < 0 ? bytes.length + at : at) ? value ^ 1 : value));
  const cases: readonly (readonly [string, Uint8Array, Uint8Array, readonly string[], string])[] = [
    ['P-256, against the root', good, ec.root, [nonce], 'holds'], ['P-256, against the signing certificate', good, ec.signing, [nonce], 'holds'], ['a bare token', token, ec.root, [nonce], 'holds'], ['one of several requests', good, ec.root, ['0000000000000001', nonce], 'holds'],
    ['RSA with SHA-512', rsa.reply(request, { hash: 'sha512' }), rsa.root, [nonce], 'holds'], ['P-384 with SHA-384, root P-256', large.reply(request, { hash: 'sha384' }), large.root, [nonce], 'holds'], ['the signing certificate named by SHA-1', ec.reply(request, { essHash: 'sha1' }), ec.root, [nonce], 'holds'],
    ['no bytes', new Uint8Array(0), ec.root, [nonce], 'malformed-token'], ['a byte behind it', Uint8Array.from([...good, 0]), ec.root, [nonce], 'malformed-token'], ['cut', good.subarray(0, good.length - 1), ec.root, [nonce], 'malformed-token'], ['refused by the authority', ec.reply(request, { accept: ['sha512'] }), ec.root, [nonce], 'not-granted'],
    ['of something else', ec.reply(other), ec.root, [nonce], 'other-imprint'], ['of another request', good, ec.root, ['1122334455667789'], 'other-nonce'], ['of a request that is not recorded', good, ec.root, [], 'other-nonce'],
    ['another authority', good, rsa.root, [nonce], 'untrusted-authority'], ['no certificate', good, Uint8Array.of(1, 2, 3), [nonce], 'untrusted-authority'], ['an extended key usage that is not critical', unfit.forge(infoOf(good)), unfit.root, [nonce], 'untrusted-authority'],
    ['a bit of the signature', withBit(good, -1), ec.root, [nonce], 'bad-signature'], ['a signing certificate that had expired', past.reply(request), past.root, [nonce], 'outside-validity'],
  ];
  const out: object[] = [];
  for (const [name, reply, authority, nonces, expected] of cases) {
    const found = await verifyTimeStamp(reply, [{ imprint: sha256(statement), nonces }], authority);
    const said = found.ok ? 'holds' : found.error.kind;
    if (said !== expected) throw new Error(`${name}: ${said} instead of ${expected}`);
    out.push({ name, reply: toHex(reply), statement: toHex(statement), nonces, authority: toHex(authority), expect: expected, ...(found.ok ? { token: toHex(found.value.token), generatedAt: found.value.generatedAt, accuracyMs: found.value.accuracyMs } : {}) });
  }
  for (const one of [ec, rsa, large, past, unfit]) one.remove();
  return out;
}

// Only to sign the same TSTInfo with a certificate that OpenSSL would not stamp with.
function infoOf(reply: Uint8Array): Uint8Array {
  const reading = readReply(reply);
  if (reading.found !== 'token') throw new Error('the reply holds no token');
  return reading.token.info;
}
