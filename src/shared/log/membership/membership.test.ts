import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, unwrap } from '#base';
import { readyCrypto } from '#crypto';
import { createLogReader, resumeLogReader } from '../ingest/reader.ts';
import { createAdmins, createTeam, secretOf, shareAll, type Peer } from '../testing/team.ts';
import { seenOf } from './append.ts';

beforeAll(readyCrypto);

const roles = (peer: Peer) => (peer.reader.membership()?.members ?? []).map(({ role }) => role);
const has = (peer: Peer, other: Peer) => peer.reader.membership()?.members.some(({ device }) => bytesToHex(device) === bytesToHex(other.device.ed25519)) === true;
const nothing = (peer: Peer) => peer.reader.operationsForNothing().map(({ operation, reason }) => `${operation.op} ${reason}`);

describe('a log that grows by one at a time', () => {
  test('an invited writer reads what was before, and writes under a new key', () => {
    const team = createTeam(1);
    const guest = team.createPeer();
    const before = team.founder.write('before');
    const secret = secretOf(team);
    team.founder.change({ op: 'invite', secret, role: 'writer', history: 'all', expires: null });
    team.founder.change({ op: 'admit', request: guest.request(secret) });
    const held = team.founder.frames();
    guest.take(...held.filter((frame) => frame !== before), before);
    expect(guest.reader.counts()).toMatchObject({ problems: 0, waiting: 0 });
    // The box of the old epoch came with the admission.
    const resumed = unwrap(resumeLogReader({ log: team.log, keys: { device: guest.device }, state: guest.reader.exportState() }));
    expect(resumed.writingPlace()).toEqual(guest.reader.writingPlace());
    const epochs = guest.reader.membership()?.epochs ?? [];
    expect(epochs.map(({ id }) => guest.reader.epochSecret(id) !== null)).toEqual([true, true]);
    team.founder.take(guest.write('hello'));
    expect(team.founder.reader.counts()).toMatchObject({ entries: 2, sealed: 0, problems: 0 });
    expect(roles(team.founder)).toEqual(['admin', 'writer']);
    expect(team.founder.reader.membership()?.invitations).toMatchObject([{ standing: 'used' }]);
  });

  test('a removed device opens nothing that comes after, and what was seen of it stays as it is', () => {
    const team = createTeam(2);
    const writer = team.createPeer();
    team.founder.admit(writer.device, 'writer');
    writer.take(...team.founder.frames());
    const seen = writer.write('seen');
    const late = writer.write('late');
    team.founder.take(seen);
    team.founder.remove(writer.device);
    const after = team.founder.write('after');
    writer.take(...team.founder.frames());
    expect(writer.reader.counts()).toMatchObject({ sealed: 1 });
    team.founder.take(late);
    expect([0, 1].map((seq) => team.founder.reader.afterRemoval(writer.feed, seq))).toEqual([false, true]);
    expect(team.founder.reader.counts()).toMatchObject({ entries: 3, problems: 0 });
    expect(team.founder.reader.writingPlace()).toMatchObject({ needsNewKey: false });
    expect(after.length).toBeGreaterThan(0);
  });

  test('a reader has the key and may not write; a witness has none', () => {
    const team = createTeam(3);
    const [reader, witness] = [team.createPeer(), team.createPeer()];
    team.founder.admit(reader.device, 'reader');
    team.founder.admit(witness.device, 'witness');
    team.founder.write('text');
    for (const peer of [reader, witness]) peer.take(...team.founder.frames());
    expect(reader.reader.writingPlace()).toBeNull();
    expect([reader.reader.counts().entries, witness.reader.counts().entries, witness.reader.counts().sealed]).toEqual([1, 0, 1]);
    team.founder.change({ op: 'role', device: witness.device.ed25519, role: 'writer' });
    witness.take(...team.founder.frames());
    team.founder.take(witness.write('now I write'));
    expect(team.founder.reader.counts()).toMatchObject({ problems: 0, entries: 2 });
  });

  test('a remembered state goes on as if nothing had happened, with what waits', () => {
    const { founder, admins: [, second = founder, third = founder], log } = createAdmins(4, 3);
    const left = second.change({ op: 'rotate' });
    const right = third.change({ op: 'rotate' });
    founder.take(left, right);
    const merging = founder.change({ op: 'rotate' });
    const text = founder.write('behind the merge');
    // Everything but one parent of the merge.
    const partial = createLogReader({ log, keys: { device: founder.device } });
    for (const frame of founder.frames()) if (frame !== right) partial.ingest(frame);
    expect(partial.counts()).toMatchObject({ waiting: 2 });
    const resumed = unwrap(resumeLogReader({ log, keys: { device: founder.device }, state: partial.exportState() }));
    for (const reader of [partial, resumed]) {
      reader.ingest(right);
      expect(reader.counts()).toMatchObject({ waiting: 0 });
      expect(reader.membership()).toEqual(founder.reader.membership());
      expect(reader.headerAt(founder.feed, 4)).toBe(founder.reader.headerAt(founder.feed, 4));
    }
    expect(merging.length + text.length).toBeGreaterThan(0);
  });
});

describe('changes beside each other', () => {
  test('what a removed admin did meanwhile counts for nothing', () => {
    const { founder, admins: [, bad = founder], createPeer } = createAdmins(11, 2);
    const accomplice = createPeer();
    const admitted = bad.admit(accomplice.device, 'admin');
    accomplice.take(...bad.frames());
    const further = accomplice.admit(createPeer().device, 'writer');
    founder.remove(bad.device);
    founder.take(admitted, further);
    expect(roles(founder)).toEqual(['admin']);
    expect(nothing(founder).toSorted()).toEqual(['admit skipped', 'admit void']);
    expect(founder.reader.membershipHeads()).toHaveLength(2);
    // The accomplice's frames stand by their own head, and are flagged.
    const text = accomplice.write('I am in');
    founder.take(text);
    expect(founder.reader.counts()).toMatchObject({ problems: 0 });
    expect(founder.reader.afterRemoval(accomplice.feed, 1)).toBe(true);
  });

  test('of two admins who remove each other the more senior stays', () => {
    for (const seed of [21, 22, 23]) {
      const { founder, admins: [, junior = founder] } = createAdmins(seed, 2);
      founder.remove(junior.device);
      junior.remove(founder.device);
      shareAll([founder, junior]);
      for (const peer of [founder, junior]) {
        expect([has(peer, founder), has(peer, junior)]).toEqual([true, false]);
        expect(nothing(peer)).toEqual(['remove void']);
      }
    }
  });

  test('among three admins a removal takes two voices', () => {
    const { founder, admins } = createAdmins(31, 3);
    const [, second = founder, third = founder] = admins;
    founder.remove(third.device);
    expect(roles(founder)).toEqual(['admin', 'admin', 'admin']);
    expect(founder.reader.membership()?.voices).toHaveLength(1);
    // The same admin once more is no second voice.
    expect(founder.tryChange({ op: 'remove', device: third.device.ed25519, seen: [] })).toBeNull();
    shareAll(admins);
    second.remove(third.device);
    shareAll(admins);
    expect(roles(founder)).toEqual(['admin', 'admin']);
    expect(founder.reader.writingPlace()).toMatchObject({ needsNewKey: false });
    expect(founder.reader.membership()?.voices).toEqual([]);
  });

  test('two voices beside each other remove without a new key, and that is said', () => {
    const { founder, admins } = createAdmins(32, 3);
    const [, second = founder, third = founder] = admins;
    founder.remove(third.device);
    second.remove(third.device);
    shareAll(admins);
    expect(roles(founder)).toEqual(['admin', 'admin']);
    expect(founder.reader.writingPlace()).toMatchObject({ needsNewKey: true });
    founder.change({ op: 'rotate' });
    second.take(...founder.frames());
    expect(second.reader.writingPlace()).toMatchObject({ needsNewKey: false });
    expect(second.reader.membershipHeads()).toHaveLength(1);
  });

  test('an accused admin escapes neither by calling friends nor by leaving the room', () => {
    const { founder, admins: [, bad = founder], createPeer } = createAdmins(33, 2);
    for (let count = 0; count < 3; count += 1) bad.admit(createPeer().device, 'admin');
    founder.remove(bad.device);
    founder.take(...bad.frames());
    expect(roles(founder)).toEqual(['admin']);
  });

  test('one invitation lets one device in, whichever admin is asked', () => {
    const { founder, admins, createPeer, ...team } = createAdmins(41, 2);
    const [, second = founder] = admins;
    const secret = secretOf({ founder, createPeer, ...team });
    founder.change({ op: 'invite', secret, role: 'writer', history: 'from-now', expires: null });
    shareAll(admins);
    const [one, two] = [createPeer(), createPeer()];
    founder.change({ op: 'admit', request: one.request(secret) });
    second.change({ op: 'admit', request: two.request(secret) });
    shareAll(admins);
    expect(roles(founder)).toEqual(['admin', 'admin', 'writer']);
    expect(nothing(founder)).toEqual(['admit skipped']);
    expect(second.reader.membership()).toEqual(founder.reader.membership());
    expect(second.tryChange({ op: 'admit', request: createPeer().request(secret) })).toBeNull();
  });

  test('two admins who take the role from each other: one of them keeps it', () => {
    const { founder, admins } = createAdmins(42, 2);
    const [, second = founder] = admins;
    founder.change({ op: 'role', device: second.device.ed25519, role: 'writer' });
    second.change({ op: 'role', device: founder.device.ed25519, role: 'writer' });
    shareAll(admins);
    expect(roles(founder).toSorted()).toEqual(['admin', 'writer']);
    expect(nothing(founder)).toEqual(['role skipped']);
  });

  test('an admin who leaves takes their key along, so that a new one is due', () => {
    const { founder, admins } = createAdmins(43, 2);
    const [, second = founder] = admins;
    second.change({ op: 'remove', device: second.device.ed25519, seen: seenOf(second.reader.heads(), second.device.ed25519) });
    shareAll(admins);
    expect(roles(founder)).toEqual(['admin']);
    // Whoever made a key knows it.
    expect(founder.reader.writingPlace()).toMatchObject({ needsNewKey: true });
    founder.change({ op: 'rotate' });
    expect(founder.reader.writingPlace()).toMatchObject({ needsNewKey: false });
  });
});
