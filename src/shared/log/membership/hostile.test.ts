// What a hostile member can try (docs/spec/membership.md sections 2.1 and 3): none of it counts, and none of it stops the others.
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, equalBytes, unwrap } from '#base';
import { createDevice, deriveInvitation, readyCrypto, sha256, type InvitationSecret } from '#crypto';
import { cpuTimeOf } from '../../base/testing/cpuTime.ts';
import { checkCosignature, encodeCosignature } from '../bundle/cosignature.ts';
import { createWriter, EPOCH_MS } from '../testing/writer.ts';
import { createAdmins, createTeam, secretOf, shareAll, type Peer } from '../testing/team.ts';
import { createOperationGraph, type OperationGraph } from './graph.ts';
import type { AdminOperation } from './types.ts';

beforeAll(readyCrypto);
const slow = process.env['SLOW'] === '1';

const kinds = (peer: Peer) => peer.reader.problems().map(({ kind }) => kind);
const size = (peer: Peer) => peer.reader.membership()?.members.length ?? 0;
const rotation = (peer: Peer, merges: readonly Uint8Array[] = []): AdminOperation => ({ ...peer.plan({ op: 'rotate' }), merges } as AdminOperation);

describe('one member of a log', () => {
  test('a writer who signs operations of an admin is refused, and the frame has no place', () => {
    const { founder, createPeer } = createTeam(101);
    const writer = createPeer();
    founder.admit(writer.device, 'writer');
    writer.take(...founder.frames());
    founder.take(writer.force(rotation(founder), founder.place().membershipHead));
    expect([kinds(founder), founder.reader.position(writer.feed)?.nextSeq]).toEqual([['not-a-member'], 0]);
  });

  test('a reader who writes entries is refused', () => {
    const { founder, createPeer } = createTeam(102);
    const reader = createPeer();
    founder.admit(reader.device, 'reader');
    reader.take(...founder.frames());
    const place = founder.reader.writingPlace();
    const { write } = createWriter({ seed: 5, device: reader.device, join: { genesis: { log: founder.reader.log, epoch: place?.epoch, membershipHead: place?.membershipHead } } as never });
    founder.take(write(['I only read']).bytes);
    expect(kinds(founder)).toEqual(['not-a-member']);
  });

  test('a witness who seals entries with a key that leaked to it, or signs operations, is refused; what it states of the log counts', () => {
    const { founder, createPeer } = createTeam(109);
    const witness = createPeer();
    founder.admit(witness.device, 'witness');
    founder.write('not for the witness');
    witness.take(...founder.frames());
    expect(witness.reader.counts()).toMatchObject({ sealed: 1, entries: 0 });
    const place = founder.reader.writingPlace();
    const { write } = createWriter({ seed: 6, device: witness.device, join: { genesis: { log: founder.reader.log, epoch: place?.epoch, membershipHead: place?.membershipHead } } as never });
    founder.take(write(['I only witness']).bytes);
    founder.take(witness.force(rotation(founder), founder.place().membershipHead));
    expect([kinds(founder), founder.reader.position(witness.feed)?.nextSeq, founder.reader.counts().entries]).toEqual([['not-a-member', 'not-a-member'], 0, 1]);
    const heads = witness.reader.heads().flatMap(({ feed, seq, headerSha256 }) => witness.reader.rootsAt(feed, seq + 1).map((root) => ({ feed, size: seq + 1, root, header: headerSha256 })));
    expect(heads).toHaveLength(1);
    const signed = unwrap(encodeCosignature({ log: founder.reader.log, at: EPOCH_MS, heads }, witness.device));
    const isMember = (device: string): boolean => founder.reader.membership()?.members.some((member) => bytesToHex(member.device) === device) ?? false;
    expect(unwrap(checkCosignature(signed, founder.reader.log, isMember)).statement.heads).toEqual(heads);
  });

  test('a removed admin who goes on admitting gains nothing, however long the chain of friends', () => {
    const { founder, admins: [, bad = founder], createPeer } = createAdmins(103, 2);
    founder.remove(bad.device);
    let last = bad;
    for (let count = 0; count < 5; count += 1) {
      const friend = createPeer();
      last.admit(friend.device, 'admin');
      friend.take(...last.frames());
      last = friend;
    }
    // The last of them removes the founder, too.
    last.tryChange({ op: 'remove', device: founder.device.ed25519, seen: [] });
    founder.take(...last.frames());
    expect(founder.reader.membership()?.members.map(({ device }) => bytesToHex(device))).toEqual([bytesToHex(founder.device.ed25519)]);
    expect(founder.reader.writingPlace()).toMatchObject({ needsNewKey: false });
  });

  test('an admin who admits a removed device again is not heard, beside the removal or after it', () => {
    const { founder, admins, createPeer } = createAdmins(104, 2);
    const [, second = founder] = admins;
    const guest = createPeer();
    founder.admit(guest.device, 'writer');
    second.take(...founder.frames());
    founder.remove(guest.device);
    const draft = { op: 'admit', merges: [], member: { device: guest.device.ed25519, x25519: guest.device.x25519, role: 'writer' }, invitation: null, proof: null, history: [] } as const;
    const after = founder.plan({ op: 'rotate' });
    founder.force({ ...draft, epoch: after.op === 'rotate' ? after.epoch : { id: new Uint8Array(32), lockboxes: [] } });
    second.take(...founder.frames());
    expect([kinds(second), size(second)]).toEqual([['malformed-body'], 2]);
  });

  test('a forged proof, and an invitation used twice, let nobody in', () => {
    const team = createTeam(105);
    const [guest, thief] = [team.createPeer(), team.createPeer()];
    const secret = secretOf(team);
    team.founder.change({ op: 'invite', secret, role: 'writer', history: 'all', expires: null });
    const request = guest.request(secret);
    const stolen = { ...request, device: thief.device.ed25519, x25519: thief.device.x25519 };
    expect(team.founder.tryChange({ op: 'admit', request: stolen })).toBeNull();
    team.founder.change({ op: 'admit', request });
    expect(team.founder.tryChange({ op: 'admit', request: thief.request(secret) })).toBeNull();
    expect(size(team.founder)).toBe(2);
  });

  test('an epoch without the box of one member, or one that was there before, counts for nothing', () => {
    const { founder, createPeer } = createTeam(106);
    const victim = createPeer();
    founder.admit(victim.device, 'writer');
    const proper = founder.plan({ op: 'rotate' });
    if (proper.op !== 'rotate') throw new Error('not a rotation');
    const [first] = founder.reader.membership()?.epochs ?? [];
    founder.force({ ...proper, epoch: { ...proper.epoch, lockboxes: proper.epoch.lockboxes.filter(({ device }) => !equalBytes(device, victim.device.ed25519)) } });
    founder.force({ ...proper, epoch: { ...proper.epoch, id: first?.id ?? proper.epoch.id } });
    victim.take(...founder.frames());
    expect(kinds(victim)).toEqual(['malformed-body', 'malformed-body']);
    expect(victim.reader.membership()?.epochs).toHaveLength(2);
    // Who was to be shut out still writes, and is read.
    founder.take(victim.write('still here'));
    expect(founder.reader.counts().entries).toBe(1);
  });

  test('a box that holds another key is told to who it is for', () => {
    const { founder, createPeer } = createTeam(107);
    const victim = createPeer();
    founder.admit(victim.device, 'writer');
    const proper = founder.plan({ op: 'rotate' });
    const [old] = founder.reader.membership()?.epochs[1]?.lockboxes.filter(({ device }) => equalBytes(device, victim.device.ed25519)) ?? [];
    if (proper.op !== 'rotate' || old === undefined) throw new Error('not a rotation');
    founder.force({ ...proper, epoch: { ...proper.epoch, lockboxes: proper.epoch.lockboxes.map((box) => (equalBytes(box.device, victim.device.ed25519) ? old : box)) } });
    victim.take(...founder.frames());
    expect([kinds(founder), kinds(victim)]).toEqual([[], ['bad-lockbox']]);
    // Nothing typed waits: an older key is taken, and that a new one is due is said.
    expect(victim.reader.writingPlace()).toMatchObject({ needsNewKey: true });
  });

  test('ten thousand boxes are refused by their number', () => {
    const { founder } = createTeam(108);
    const boxes = Array.from({ length: 5000 }, (_, index) => ({ device: sha256(Uint8Array.of(index >> 8, index & 255)), box: new Uint8Array(96) }));
    founder.force({ op: 'rotate', merges: [], epoch: { id: sha256(new Uint8Array(1)), lockboxes: boxes } });
    expect([kinds(founder), size(founder)]).toEqual([['malformed-body'], 1]);
  });

  test('heads that are journal frames, or nothing at all, leave the operation waiting and the log as it was', () => {
    const { founder } = createTeam(109);
    const head = founder.place().membershipHead;
    founder.write('one');
    const journal = founder.reader.position(founder.feed)?.previous ?? head;
    const operation = founder.plan({ op: 'rotate' });
    founder.force({ ...operation, merges: [journal] } as AdminOperation);
    founder.force({ ...operation, merges: [sha256(head)] } as AdminOperation);
    expect(founder.reader.counts()).toMatchObject({ waiting: 2, problems: 0 });
    expect(founder.reader.membershipHeads()).toEqual([head]);
    // Two that wait for each other cannot be made: a hash would have to hold itself.
    founder.write('two');
    expect(founder.reader.counts()).toMatchObject({ entries: 2 });
  });

  test('a head that was seen only by its author is no way around a removal', () => {
    const { founder, admins: [, bad = founder], createPeer } = createAdmins(110, 2);
    const own = bad.place().membershipHead;
    const removal = founder.remove(bad.device);
    const guest = createPeer();
    const admission = bad.plan({ op: 'admit', request: null, member: { device: guest.device.ed25519, x25519: guest.device.x25519, role: 'admin' }, history: 'all' });
    bad.take(removal);
    // Names the removal beside the old head: the rules are those of both.
    founder.take(bad.force({ ...admission, merges: founder.reader.membershipHeads() } as AdminOperation, own));
    expect([kinds(founder), size(founder)]).toEqual([['not-a-member'], 1]);
  });
});

describe('a flood of operations', () => {
  const random = (index: number) => sha256(Uint8Array.of(1, index >> 16, (index >> 8) & 255, index & 255));
  const rotate = (id: Uint8Array, boxes: readonly Uint8Array[], merges: readonly Uint8Array[]): AdminOperation => ({ op: 'rotate', merges, epoch: { id, lockboxes: boxes.map((device) => ({ device, box: new Uint8Array(96) })) } });

  function open() {
    const { founder, admins: [, bad = founder], log } = createAdmins(201, 2);
    const graph: OperationGraph = createOperationGraph(log);
    const state = founder.reader.membership();
    const [a, b] = [founder.device.ed25519, bad.device.ed25519];
    const genesis = { op: 'genesis', nonce: new Uint8Array(16), members: state?.members ?? [], epoch: { id: new Uint8Array(32), lockboxes: [] } } as const;
    const root = random(999_999);
    unwrap(graph.add({ hash: root, author: a, head: null, operation: genesis }));
    return { graph, root, a, b, log };
  }

  test('a chain ends at 1,024 operations, and a removal still counts behind it', () => {
    const { graph, root, a, b } = open();
    let head = root;
    const answers = Array.from({ length: 1100 }, (_, index) => {
      const hash = random(index);
      const answer = graph.add({ hash, author: b, head, operation: rotate(sha256(hash), [a, b], []) });
      head = hash;
      return answer.ok;
    });
    expect(answers.filter((fine) => fine)).toHaveLength(1023);
    const removal = { op: 'remove', merges: [], device: b, seen: [], epoch: { id: random(5_000), lockboxes: [{ device: a, box: new Uint8Array(96) }] } } as const;
    unwrap(graph.add({ hash: random(6_000), author: a, head, operation: removal }));
    expect(graph.resolve()?.state.members).toHaveLength(1);
  });

  test('thousands beside each other do not push out a removal, and vanish with it', () => {
    const { graph, root, a, b } = open();
    for (let index = 0; index < 5000; index += 1) unwrap(graph.add({ hash: random(index), author: b, head: root, operation: rotate(sha256(random(index)), [a, b], []) }));
    unwrap(graph.add({ hash: random(7_001), author: a, head: root, operation: rotate(random(8_001), [a, b], []) }));
    const removal = { op: 'remove', merges: [], device: b, seen: [], epoch: { id: random(8_002), lockboxes: [{ device: a, box: new Uint8Array(96) }] } } as const;
    unwrap(graph.add({ hash: random(7_002), author: a, head: random(7_001), operation: removal }));
    const whole = graph.resolve();
    expect(whole?.state.members).toHaveLength(1);
    expect(whole?.nothing.size).toBe(5000);
  });

  test.each([0, 1])('a zip of branches costs no more than it should, with %i that count for nothing', async (twice) => {
    const { graph, root, a, b, log } = open();
    let [left, right] = [root, root];
    const invite = { op: 'invite', merges: [], invitation: { ...deriveInvitation(log, new Uint8Array(16) as InvitationSecret), role: 'reader', history: 'all', expires: null } } as const;
    for (const [index, author] of twice === 0 ? [] : [a, b].entries()) {
      const hash = random(50_000 + index);
      unwrap(graph.add({ hash, author, head: root, operation: invite }));
      if (index === 0) left = hash;
      else right = hash;
    }
    const cost = await cpuTimeOf(() => {
      for (let index = 0; index < (slow ? 500 : 150); index += 1) {
        const merges = (other: Uint8Array, own: Uint8Array) => (equalBytes(other, own) ? [] : [other]);
        const [nextLeft, nextRight] = [random(index * 2), random(index * 2 + 1)];
        unwrap(graph.add({ hash: nextLeft, author: a, head: left, operation: rotate(sha256(nextLeft), [a, b], merges(right, left)) }));
        unwrap(graph.add({ hash: nextRight, author: b, head: right, operation: rotate(sha256(nextRight), [a, b], merges(left, right)) }));
        [left, right] = [nextLeft, nextRight];
      }
      expect(graph.resolve()?.state.heads).toHaveLength(2);
    });
    expect(cost).toBeLessThan(slow ? 30_000 : 3000);
  });
});

test('a state is the same for everybody who holds the same frames', () => {
  const { admins } = createAdmins(301, 4);
  for (const [index, peer] of admins.entries()) peer.tryChange({ op: 'remove', device: admins[(index + 1) % admins.length]?.device.ed25519 ?? createDevice(() => new Uint8Array(32)).ed25519, seen: [] });
  shareAll(admins);
  for (const peer of admins.slice(1)) expect(peer.reader.membership()).toEqual(admins[0]?.reader.membership());
});
