import { concatBytes, encodeCbor, type CborValue, type LogId } from '#base';
import { createEpoch, epochIdOf, sealLockbox, type DeviceKeys, type Epoch } from '#crypto';
import { appendFrame, startOfFeed, type FeedPosition } from '#log';
import { createMeta, noteBytes, seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { bodyOf, changed, craft, createOpenDevice, found, fromHex, membersOf, nameOf, toHex, withBit, writeVectors, zeros, type Founding, type OpenDevice } from './kit.ts';

/** Writes journal frames of any device into a log. */
export function writerOf(founding: Pick<Founding, 'log' | 'epoch'>, device: DeviceKeys, seed: number, from: { readonly instance: Uint8Array; readonly position: FeedPosition }) {
  const random = seededRandom(seed);
  return (text: string, membershipHead: Uint8Array, options: { readonly position?: FeedPosition; readonly epoch?: Epoch } = {}) => {
    const position = options.position ?? from.position;
    const written = appendFrame({
      log: founding.log, scope: 'incident', device, instance: from.instance, position, membershipHead, epoch: options.epoch ?? founding.epoch, entries: [noteBytes(createId(seed + position.nextSeq), text)], meta: createMeta(position.nextSeq),
    }, random);
    if (!written.ok) throw new Error(written.error.message);
    return written.value;
  };
}

function createId(seed: number): Parameters<typeof noteBytes>[0] {
  return `01JD05QYC3${String(seed).padStart(16, '0')}` as Parameters<typeof noteBytes>[0];
}

/** members.json: docs/spec/frames.md section 7, who may write. */
export function generateMembers(): void {
  const [admin, writer, reader, stranger] = [201, 202, 203, 204].map((seed) => createOpenDevice(seed)) as [OpenDevice, OpenDevice, OpenDevice, OpenDevice];
  const team = found(210, [{ device: admin.keys, role: 'admin' }, { device: writer.keys, role: 'writer' }, { device: reader.keys, role: 'reader' }]);
  const alone = found(211, [{ device: admin.keys, role: 'admin' }]);
  const head = nameOf(team.frame);
  const feedOf = (device: OpenDevice, seed: number) => writerOf(team, device.keys, seed, { instance: seededRandom(seed)(16), position: startOfFeed() });
  const [byAdmin, byWriter, byReader, byStranger] = [feedOf(admin, 221), feedOf(writer, 222), feedOf(reader, 223), feedOf(stranger, 224)];
  const write = (writing: typeof byAdmin, text: string) => writing(text, head).bytes;

  // A membership frame of a later build: the first of a further feed of its signer.
  const operation = (device: OpenDevice, seed: number, body: Uint8Array) => craft(changed(membersOf(team.frame), { 4: device.keys.ed25519, 5: seededRandom(seed)(16), 12: head }), body, device.keys);
  const addition = encodeCbor({ op: 'add-member', device: zeros(32) });
  const newer = operation(admin, 231, addition);
  const newerHead = nameOf(newer);
  const frames = { genesis: team.frame, alone: alone.frame, newer, 'first of the writer': write(byWriter, 'I have the firewall logs') };

  const [box0] = (alone.body['epoch'] as { readonly lockboxes: { readonly box: Uint8Array }[] }).lockboxes;
  const genesis = (changes: Record<string, CborValue>, header: Readonly<Record<number, CborValue>> = {}) => craft(alone.members, encodeCbor({ ...alone.body, ...changes }), admin.keys, header);
  const epochBody = (lockboxes: CborValue, id: CborValue = alone.epoch.id): Record<string, CborValue> => ({ epoch: { id, lockboxes } });
  const member = { device: admin.keys.ed25519, x25519: admin.keys.x25519, role: 'admin' };
  const box = { device: admin.keys.ed25519, box: box0?.box ?? zeros(96) };
  const otherLog = fromHex('00112233445566778899aabbccddeeff');
  const wrongEpoch = createEpoch(alone.log, seededRandom(241));
  const mislaid = { ...alone, frame: genesis(epochBody([{ ...box, box: sealLockbox(toHex(otherLog) as LogId, alone.epoch, admin.keys.x25519) }])) };
  const miskeyed = { ...alone, frame: genesis(epochBody([{ ...box, box: sealLockbox(alone.log, wrongEpoch, admin.keys.x25519) }])) };
  const behind = (founding: Founding, seed: number) => writerOf(founding, admin.keys, seed, { instance: seededRandom(seed)(16), position: startOfFeed() })('behind a box that does not open', nameOf(founding.frame)).bytes;
  Object.assign(frames, { 'alone, box for another log': mislaid.frame, 'alone, box with another secret': miskeyed.frame });

  type Extra = { readonly log?: 'team' | 'alone'; readonly keyless?: string; readonly device?: string; readonly undecided?: number };
  const of = (name: string, before: readonly (keyof typeof frames | string)[], frame: Uint8Array, expect: string, extra: Extra = {}) => ({
    name, log: extra.log ?? 'team', before, frame: toHex(frame), expect, keyless: extra.keyless ?? (expect === 'opened' ? 'sealed' : expect), device: extra.device ?? expect, undecided: extra.undecided ?? 0,
  });
  const lone = (name: string, frame: Uint8Array, expect: string, extra: Extra = {}) => of(name, [], frame, expect, { log: 'alone', ...extra });
  const secrets = (founding: Founding) => ({ log: founding.log, epochSecret: toHex(founding.epoch.secret), seed: admin.seed, x25519Secret: admin.x25519Secret });
  const twin = { ...alone.body, members: [member, { ...member, role: 'writer' }] };

  writeVectors('members.json', {
    about: 'docs/spec/frames.md section 7: founding frames and who may write. See README.md.',
    logs: { team: secrets(team), alone: secrets(alone) },
    frames: Object.fromEntries(Object.entries(frames).map(([name, frame]) => [name, toHex(frame)])),
    cases: [
      of('a genesis with three members', [], team.frame, 'membership'), of('the admin writes', ['genesis'], write(byAdmin, 'We disconnect the office'), 'opened'), of('a writer writes', ['genesis'], frames['first of the writer'], 'opened'),
      of('a reader writes', ['genesis'], write(byReader, 'I only read'), 'not-a-member'), of('a stranger writes', ['genesis'], write(byStranger, 'hello'), 'not-a-member'), of('a writer before the genesis', [], frames['first of the writer'], 'waiting'),
      of('an operation of a later build by the admin', ['genesis'], newer, 'membership'), of('the same operation by a writer', ['genesis'], operation(writer, 232, addition), 'not-a-member'), of('the same operation by a reader', ['genesis'], operation(reader, 233, addition), 'not-a-member'),
      of('the same operation by a stranger', ['genesis'], operation(stranger, 234, addition), 'not-a-member'), of('a stranger behind that operation is undecided', ['genesis', 'newer'], byStranger('am I in?', newerHead).bytes, 'opened', { undecided: 1 }),
      of('a reader behind that operation is undecided', ['genesis', 'newer'], byReader('may I now?', newerHead).bytes, 'opened', { undecided: 1 }), of('an author who names the genesis is decided as before', ['genesis', 'newer'], write(byReader, 'not yet'), 'not-a-member'),
      of('a frame behind an operation that is not there', ['genesis'], byWriter('too early', newerHead).bytes, 'waiting'), of('a frame that names a journal frame as membership', ['genesis', 'first of the writer'], byAdmin('wrong head', nameOf(frames['first of the writer'])).bytes, 'waiting'),
      of('a second genesis named as an operation', ['genesis'], operation(admin, 235, bodyOf(team.frame)), 'malformed-body'), of('an operation without a name', ['genesis'], operation(admin, 236, encodeCbor({ device: zeros(32) })), 'malformed-body'),
      of('an operation whose name is a number', ['genesis'], operation(admin, 237, encodeCbor({ op: 1 })), 'malformed-body'), of('an operation that is no CBOR', ['genesis'], operation(admin, 238, fromHex('ff')), 'malformed-body'),
      of('an operation with bytes after it', ['genesis'], operation(admin, 239, concatBytes(addition, zeros(1))), 'malformed-body'), of('the genesis of another log', ['genesis'], alone.frame, 'wrong-log'), of('the genesis once more', ['genesis'], team.frame, 'duplicate'),
      lone('a genesis with one member', alone.frame, 'membership'), lone('signed by another device', craft(changed(alone.members, { 4: stranger.keys.ed25519 }), encodeCbor(alone.body), stranger.keys), 'wrong-log'), lone('another scope', genesis({}, { 2: 0 }), 'wrong-log'),
      lone('another nonce', genesis({ nonce: zeros(16) }), 'wrong-log'), lone('a nonce of 15 bytes', genesis({ nonce: zeros(15) }), 'malformed-body'), lone('no members', genesis({ members: [], ...epochBody([]) }), 'malformed-body'), lone('a member twice', genesis(twin), 'malformed-body'),
      lone('a role outside its list', genesis({ members: [{ ...member, role: 'owner' }] }), 'malformed-body'), lone('a member with another key', genesis({ members: [{ ...member, name: 'x' }] }), 'malformed-body'), lone('an encryption key of 31 bytes', genesis({ members: [{ ...member, x25519: zeros(31) }] }), 'malformed-body'),
      lone('an unknown key in the body', genesis({ note: 1 }), 'malformed-body'), lone('no epoch', craft(alone.members, encodeCbor(Object.fromEntries(Object.entries(alone.body).filter(([key]) => key !== 'epoch'))), admin.keys), 'malformed-body'),
      lone('a lockbox for a stranger', genesis(epochBody([{ ...box, device: stranger.keys.ed25519 }])), 'malformed-body'), lone('a lockbox twice', genesis(epochBody([box, box])), 'malformed-body'), lone('an epoch id of 31 bytes', genesis(epochBody([box], zeros(31))), 'malformed-body'),
      lone('an operation of a later build opens no log', craft(alone.members, addition, admin.keys), 'malformed-body'), lone('a body other than was signed', withBodyBit(alone.frame), 'body-hash-mismatch'), lone('a previous frame', genesis({}, { 7: alone.epoch.id }), 'broken-chain'),
      lone('a feed root other than of nothing', genesis({}, { 8: alone.epoch.id }), 'wrong-feed-root'), lone('seq 1', genesis({}, { 6: 1 }), 'not-a-member'), lone('a second genesis of the same log and nonce is a fork', genesis(epochBody([box], epochIdOf(alone.log, wrongEpoch.secret))), 'membership'),
      of('a lockbox that names another log opens nothing', ['alone, box for another log'], behind(mislaid, 245), 'opened', { log: 'alone', device: 'sealed' }), of('a lockbox with a secret that does not give the epoch opens nothing', ['alone, box with another secret'], behind(miskeyed, 246), 'opened', { log: 'alone', device: 'sealed' }),
    ].map((one) => (one.name.startsWith('a second genesis of the same') ? { ...one, before: ['alone'] } : one)),
  });
}

// Body changed, checksum made good: only the signed hash notices.
function withBodyBit(frame: Uint8Array): Uint8Array {
  const device = createOpenDevice(201).keys;
  const members = membersOf(frame);
  return craft(members, withBit(bodyOf(frame), 10), device, { 16: members[16] ?? 0, 17: members[17] ?? 0 });
}
