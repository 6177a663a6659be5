import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex } from '#base';
import { createInvitationSecret, readyCrypto, type InvitationSecret } from '#crypto';
import type { MemberRole } from '../membership/types.ts';
import { createAdmins, type Peer } from '../testing/team.ts';
import { concatBytes } from '#base';
import { createLogVerifier } from '../verify/verifier.ts';
import { createLogReader } from './reader.ts';

beforeAll(readyCrypto);
const slow = process.env['SLOW'] === '1';
const numRuns = slow ? 400 : 8;

interface Step { readonly who: number; readonly what: number; readonly whom: number; readonly role: number; readonly pull: number }
const step: fc.Arbitrary<Step> = fc.record({ who: fc.nat(99), what: fc.nat(11), whom: fc.nat(99), role: fc.nat(3), pull: fc.nat(99) });
const roles: readonly MemberRole[] = ['admin', 'writer', 'reader', 'witness'];

/** Admins who act on what they have seen, hostile ones among them, and now and then look at what another holds. */
function growLog(seed: number, admins: number, steps: readonly Step[]) {
  const team = createAdmins(seed, admins);
  const peers: Peer[] = [...team.admins];
  const secrets: InvitationSecret[] = [];
  for (const { who, what, whom, role, pull } of steps) {
    const peer = peers[who % peers.length] ?? team.founder;
    const other = peers[whom % peers.length] ?? team.founder;
    if (pull % 3 > 0) peer.take(...(peers[pull % peers.length] ?? other).frames());
    act(peer, other, what, roles[role] ?? 'writer');
  }

  function act(peer: Peer, other: Peer, what: number, role: MemberRole): void {
    const { ed25519, x25519 } = other.device;
    if (what === 0 && peers.length < admins + 4) peers.push(team.createPeer());
    if (what === 1) {
      secrets.push(createInvitationSecret(team.random));
      peer.tryChange({ op: 'invite', secret: secrets.at(-1) ?? createInvitationSecret(team.random), role, history: 'all', expires: null });
    }
    const secret = secrets.at(-1);
    if (what === 2 && secret !== undefined) peer.tryChange({ op: 'admit', request: other.request(secret) });
    if (what === 3) peer.tryChange({ op: 'admit', request: null, member: { device: ed25519, x25519, role }, history: 'from-now' });
    if (what === 4) peer.tryChange({ op: 'role', device: ed25519, role });
    if (what === 5 || what === 6) peer.tryChange({ op: 'remove', device: ed25519, seen: peer.reader.heads().filter(({ feed }) => feed === other.feed).map(({ feed, seq, headerSha256 }) => ({ feed, seq, headerSha256 })) });
    if (what === 7) peer.tryChange({ op: 'rotate' });
    if (what === 8 && secret !== undefined) peer.tryChange({ op: 'cancel', invitation: peer.request(secret).invitation });
    const place = peer.reader.changePlace();
    // What breaks a rule, or names what few have seen.
    if (what === 9 && place !== null) peer.force({ op: 'rotate', merges: place.merges, epoch: { id: peer.device.ed25519, lockboxes: [] } });
    if (what === 10 && place !== null) peer.force({ op: 'cancel', merges: other.reader.membershipHeads().filter((head) => bytesToHex(head) !== bytesToHex(place.membershipHead)).slice(0, 1), invitation: new Uint8Array(16) });
    if (what === 11 && peer.reader.writingPlace() !== null && peer.reader.position(peer.feed) !== null) peer.write('a line');
  }
  const frames = [...new Map(peers.flatMap((peer) => peer.frames().map((frame) => [bytesToHex(frame.subarray(-72)), frame] as const))).values()];
  return { ...team, frames };
}

function readAll(log: Parameters<typeof createLogReader>[0]['log'], device: Peer['device'], frames: readonly Uint8Array[]) {
  const reader = createLogReader({ log, keys: { device } });
  const placed = new Set<string>();
  const seen = (frame: { readonly feed: string; readonly seq: number; readonly headerSha256: string }) => { placed.add(`${frame.feed} ${frame.seq} ${frame.headerSha256}`); };
  for (const frame of frames) {
    const answer = reader.ingest(frame);
    if (!answer.ok) continue;
    for (const one of [answer.value, ...answer.value.released]) if (one.status !== 'waiting') seen(one.frame);
  }
  for (const one of reader.settle()) seen(one.frame);
  const { outOfOrder: _order, opened: _opened, sealed: _sealed, entries: _entries, ...counts } = reader.counts();
  const feeds = reader.heads().map(({ feed, seq }) => ({ feed, after: Array.from({ length: seq + 1 }, (_, at) => reader.afterRemoval(feed, at)) }));
  return {
    counts, placed: [...placed].sort(), state: reader.membership(), heads: reader.membershipHeads(), place: reader.writingPlace(),
    nothing: reader.operationsForNothing().map(({ head, reason }) => `${bytesToHex(head)} ${reason}`).sort(),
    problems: reader.problems().map(({ kind, feed, seq, message }) => `${kind} ${feed} ${seq} ${message}`).sort(), feeds: feeds.map((feed) => JSON.stringify(feed)).sort(),
  };
}

function verdictOf(frames: readonly Uint8Array[]) {
  const verifier = createLogVerifier({ log: null, keys: null });
  verifier.add(concatBytes(...frames));
  const { lines, problems, verdict, frames: count, feeds } = verifier.finish();
  return { verdict, count, lines: lines.filter(({ code }) => code !== 'order-restored'), problems: problems.map(({ kind, text }) => `${kind} ${text}`).sort(), feeds: feeds.map((feed) => JSON.stringify(feed)).sort() };
}

describe('random memberships of three to five admins', () => {
  test('give the same state, problems and verdict in whatever order their frames come', () => {
    const seen = { problems: 0, nothing: 0, heads: 0, removed: 0, voices: 0 };
    fc.assert(fc.property(fc.nat(9999), fc.integer({ min: 3, max: 5 }), fc.array(step, { minLength: 12, maxLength: 36 }), fc.array(fc.nat(), { minLength: 80, maxLength: 80 }), (seed, admins, steps, order) => {
      const { log, founder, frames, genesis } = growLog(seed, admins, steps);
      const shuffled = frames.map((frame, index) => ({ frame, key: order[index % order.length] ?? 0 })).toSorted((left, right) => left.key - right.key).map(({ frame }) => frame);
      const expected = readAll(log, founder.device, frames);
      for (const other of [shuffled, frames.toReversed(), [...shuffled.filter((_, index) => index % 2 === 0), ...frames]]) {
        const found = readAll(log, founder.device, other);
        expect({ ...found, counts: { ...found.counts, duplicates: 0 } }).toEqual({ ...expected, counts: { ...expected.counts, duplicates: 0 } });
      }
      expect(verdictOf([genesis, ...shuffled])).toEqual(verdictOf([genesis, ...frames]));
      seen.problems += expected.problems.length;
      seen.nothing += expected.nothing.length;
      seen.heads += expected.heads.length > 1 ? 1 : 0;
      seen.removed += expected.state?.removed.length ?? 0;
      seen.voices += expected.state?.voices.length ?? 0;
    }), { numRuns, seed: slow ? Date.now() : 20 });
    // The logs are not the tame ones only.
    expect(Math.min(seen.problems, seen.nothing, seen.heads, seen.removed, seen.voices)).toBeGreaterThan(0);
  });

  test('any frames left out: what is there is judged alike in every order', () => {
    fc.assert(fc.property(fc.nat(9999), fc.array(step, { minLength: 12, maxLength: 30 }), fc.nat(), (seed, steps, gap) => {
      const { log, founder, frames } = growLog(seed, 3, steps);
      const some = frames.filter((_, index) => index === 0 || (index * 7 + gap) % 5 !== 0);
      const { placed: _placed, ...expected } = readAll(log, founder.device, some);
      const { placed: _again, ...found } = readAll(log, founder.device, some.toReversed());
      expect(found).toEqual(expected);
    }), { numRuns, seed: slow ? Date.now() : 21 });
  });
});
