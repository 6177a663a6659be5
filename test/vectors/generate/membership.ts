import { decodeCbor, encodeCbor, type CborValue } from '#base';
import { createDevice, createInvitationSecret, deriveInvitation, type InvitationSecret } from '#crypto';
import { encodeOperation, type AdminOperation, type MemberRole } from '#log';
import { createAdmins, createTeam, shareAll, type Peer } from '../../../src/shared/log/testing/team.ts';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { answerMembership } from '../membershipAnswer.ts';
import { craft, membersOf, nameOf, toHex, writeVectors, zeros } from './kit.ts';

type Case = readonly [name: string, frames: readonly Uint8Array[], as?: Peer];
type Changes = Readonly<Record<string, unknown>>;

const secretOf = (seed: number): InvitationSecret => createInvitationSecret(seededRandom(seed));
const stranger = (seed: number) => createDevice(seededRandom(seed));
const memberOf = (peer: Pick<Peer, 'device'>, role: MemberRole) => ({ device: peer.device.ed25519, x25519: peer.device.x25519, role });

/** membership.json: docs/spec/membership.md sections 2 and 3, whole memberships and what becomes of them. */
export function generateMembership(): void {
  const two = createAdmins(501, 2);
  const three = createAdmins(502, 3);
  const alone = createTeam(503);
  const cases = [...plainCases(alone), ...besideCases(two, three), ...breachCases(three, two)];
  const names = new Map<string, string>();
  const nameOf = (frame: Uint8Array) => {
    const key = toHex(frame);
    const name = names.get(key) ?? `f${names.size}`;
    names.set(key, name);
    return name;
  };
  const listed = cases.map(([name, frames, as]) => {
    const device = as === undefined ? null : { seed: toHex(as.device.signingKey.subarray(0, 32)), x25519Secret: toHex(as.device.boxKey) };
    return { name, frames: frames.map(nameOf), device, ...answerMembership(frames, as?.device ?? null) };
  });
  writeVectors('membership.json', { about: 'docs/spec/membership.md sections 2 and 3: operations, their states and their breaches. See README.md.', frames: Object.fromEntries([...names].map(([hex, name]) => [name, hex])), cases: listed });
}

function plainCases({ founder, createPeer }: ReturnType<typeof createTeam>): readonly Case[] {
  const guest = createPeer();
  const secret = secretOf(1);
  const steps: Case[] = [['a genesis alone', founder.frames()]];
  const add = (name: string) => steps.push([name, founder.frames()]);
  founder.change({ op: 'invite', secret, role: 'writer', history: 'all', expires: 1_800_000_000_000 });
  add('an invitation');
  founder.change({ op: 'admit', request: guest.request(secret) });
  add('an admission by invitation');
  guest.take(...founder.frames());
  founder.take(guest.write('seen'));
  founder.change({ op: 'invite', secret: secretOf(2), role: 'reader', history: 'from-now', expires: null });
  founder.change({ op: 'cancel', invitation: founder.reader.membership()?.invitations[1]?.id ?? zeros(16) });
  add('a cancelled invitation');
  founder.change({ op: 'admit', request: null, member: { device: stranger(10).ed25519, x25519: stranger(10).x25519, role: 'witness' }, history: 'all' });
  add('a witness admitted by its fingerprint has no box');
  founder.change({ op: 'role', device: stranger(10).ed25519, role: 'reader' });
  add('a witness becomes a reader');
  founder.change({ op: 'rotate' });
  add('a new key');
  guest.take(...founder.frames());
  const late = guest.write('late');
  founder.remove(guest.device);
  add('a removal');
  steps.push(['a frame that the removal did not see', [...founder.frames(), late]]);
  steps.push(['the same for the founder, with keys', [...founder.frames(), late], founder], ['the removed device opens what it has boxes for', [...founder.frames(), late], guest]);
  return steps;
}

function besideCases(two: ReturnType<typeof createAdmins>, three: ReturnType<typeof createAdmins>): readonly Case[] {
  const of = (name: string, team: typeof two, act: (peers: readonly Peer[]) => void, leave: (frames: readonly Uint8Array[]) => readonly Uint8Array[] = (frames) => frames): Case => {
    const peers = team.admins.map((peer) => peer.again());
    act(peers);
    return [name, leave(shareAll(peers))];
  };
  const [invited, joining, other] = [secretOf(3), two.createPeer(), two.createPeer()];
  const invite = (peer: Peer | undefined) => peer?.change({ op: 'invite', secret: invited, role: 'writer', history: 'all', expires: null });
  return [
    of('two admins remove each other: the senior stays', two, ([a, b]) => { if (a !== undefined && b !== undefined) { a.remove(b.device); b.remove(a.device); } }),
    of('what a removed admin did meanwhile is void', two, ([a, b]) => { if (a !== undefined && b !== undefined) { b.admit(joining.device, 'admin'); b.change({ op: 'rotate' }); a.remove(b.device); } }),
    of('what the accomplice of a removed admin did is skipped', two, ([a, b]) => { if (a !== undefined && b !== undefined) { b.admit(joining.device, 'admin'); const accomplice = joining.again(); accomplice.take(...b.frames()); accomplice.admit(other.device, 'writer'); accomplice.write('I am in'); b.take(...accomplice.frames()); a.remove(b.device); } }),
    of('a first voice', three, ([a, , c]) => { if (a !== undefined && c !== undefined) a.remove(c.device); }),
    of('two voices one after the other', three, ([a, b, c]) => { if (a !== undefined && b !== undefined && c !== undefined) { b.take(a.remove(c.device)); b.remove(c.device); } }),
    of('two voices beside each other', three, ([a, b, c]) => { if (a !== undefined && b !== undefined && c !== undefined) { a.remove(c.device); b.remove(c.device); } }),
    of('three admins, each with a voice against the next', three, ([a, b, c]) => { if (a !== undefined && b !== undefined && c !== undefined) { a.remove(b.device); b.remove(c.device); c.remove(a.device); } }),
    of('an invitation used twice beside each other', two, ([a, b]) => { if (a !== undefined && b !== undefined) { invite(a); b.take(...a.frames()); a.change({ op: 'admit', request: joining.request(invited) }); b.change({ op: 'admit', request: other.request(invited) }); } }),
    of('one device admitted twice beside each other', two, ([a, b]) => { a?.admit(joining.device, 'writer'); b?.admit(joining.device, 'reader'); }),
    of('a cancellation beside the admission', two, ([a, b]) => { if (a !== undefined && b !== undefined) { invite(a); b.take(...a.frames()); a.change({ op: 'admit', request: joining.request(invited) }); b.change({ op: 'cancel', invitation: deriveInvitation(two.log, invited).id }); } }),
    of('two admins take the role from each other', two, ([a, b]) => { if (a !== undefined && b !== undefined) { a.change({ op: 'role', device: b.device.ed25519, role: 'writer' }); b.change({ op: 'role', device: a.device.ed25519, role: 'writer' }); } }),
    of('branches brought together', two, ([a, b]) => { if (a !== undefined && b !== undefined) { a.admit(joining.device, 'writer'); b.admit(other.device, 'reader'); a.take(...b.frames()); a.change({ op: 'rotate' }); a.write('behind it'); } }),
    of('an operation waits for one of the heads it names', two, ([a, b]) => { if (a !== undefined && b !== undefined) { a.take(b.change({ op: 'rotate' })); a.change({ op: 'rotate' }); b.change({ op: 'rotate' }); a.take(...b.frames()); a.change({ op: 'rotate' }); a.write('waits'); } }, (frames) => frames.filter((_, index) => index !== frames.length - 3)),
    of('an admin leaves', two, ([, b]) => b?.remove(b.device)),
    of('a removed device admitted beside its removal', two, ([a, b]) => { if (a !== undefined && b !== undefined) { a.admit(joining.device, 'writer'); a.remove(joining.device); for (let times = 0; times < 3; times += 1) b.change({ op: 'rotate' }); b.admit(joining.device, 'writer'); } }),
  ];
}

function breachCases(three: ReturnType<typeof createAdmins>, two: ReturnType<typeof createAdmins>): readonly Case[] {
  const base = three.founder.again();
  const [writer, guest, gone] = [three.createPeer(), three.createPeer(), three.createPeer()];
  const [open, used] = [secretOf(4), secretOf(5)];
  base.admit(writer.device, 'writer');
  base.admit(gone.device, 'reader');
  base.change({ op: 'invite', secret: open, role: 'writer', history: 'from-now', expires: null });
  base.change({ op: 'invite', secret: used, role: 'reader', history: 'all', expires: null });
  base.change({ op: 'admit', request: three.createPeer().request(used) });
  base.remove(gone.device);
  writer.take(...base.frames());
  base.take(writer.write('no membership frame'));
  const journal = nameOf(base.frames().at(-1) ?? zeros(0));
  const rotation = base.plan({ op: 'rotate' });
  const admission = base.plan({ op: 'admit', request: null, member: memberOf(guest, 'writer'), history: 'all' });
  const joining = base.plan({ op: 'admit', request: guest.request(open) });
  const invitation = base.plan({ op: 'invite', secret: secretOf(6), role: 'reader', history: 'all', expires: null });
  const role = base.plan({ op: 'role', device: writer.device.ed25519, role: 'reader' });
  const removal = base.plan({ op: 'remove', device: writer.device.ed25519, seen: [] });
  const [, second = base] = three.admins;
  const voice = base.plan({ op: 'remove', device: second.device.ed25519, seen: [] });
  if (rotation.op !== 'rotate' || admission.op !== 'admit' || joining.op !== 'admit' || invitation.op !== 'invite') throw new Error('the plans are others');
  const [box] = rotation.epoch.lockboxes;
  const { epoch } = rotation;
  const known = base.reader.membership()?.epochs[0]?.id ?? zeros(32);
  const boxes = (lockboxes: unknown) => ({ epoch: { id: epoch.id, lockboxes } });
  const hash = (fill: number) => zeros(32).fill(fill);
  const of = (name: string, operation: AdminOperation, changes: Changes = {}, by: Peer = base, whole = false): Case => {
    const proper = by.again().force(operation, (by.reader.changePlace() ?? base.place()).membershipHead);
    const body = whole ? changes : { ...(valueOf(operation) as object), ...changes };
    return [name, [...by.frames(), craft(membersOf(proper), encodeCbor(body as CborValue), by.device)]];
  };
  const proof = joining.proof ?? { invitation: zeros(64), device: zeros(64) };
  const member = memberOf(guest, 'writer');
  const history = admission.history;
  const gap = base.again();
  gap.force(voice);
  return [
    of('a writer changes the membership', rotation, {}, writer), of('heads that are not in order', rotation, { merges: [hash(2), hash(1)] }), of('a head named twice', rotation, { merges: [hash(1), hash(1)] }),
    of('seventeen heads', rotation, { merges: Array.from({ length: 17 }, (_, index) => hash(index + 1)) }), of('the head of the header once more', rotation, { merges: [base.place().membershipHead] }), of('a head that nobody has', rotation, { merges: [hash(9)] }),
    of('a head that is no membership frame', rotation, { merges: [journal] }), of('an epoch id used before', rotation, { epoch: { ...epoch, id: known } }), of('an epoch id of 31 bytes', rotation, { epoch: { ...epoch, id: zeros(31) } }),
    of('no box for one member', rotation, boxes(epoch.lockboxes.slice(1))), of('a box for a stranger', rotation, boxes([...epoch.lockboxes, { device: stranger(20).ed25519, box: zeros(96) }])), of('a box twice', rotation, boxes([...epoch.lockboxes.slice(1), epoch.lockboxes[1]])),
    of('a box for a removed device', rotation, boxes([...epoch.lockboxes, { device: gone.device.ed25519, box: zeros(96) }])), of('257 boxes', rotation, boxes(Array.from({ length: 257 }, () => box))), of('no epoch', rotation, { epoch: null }),
    of('an invitation that is there', invitation, { invitation: { ...invitation.invitation, ...deriveInvitationOf(three.log, open) } }), of('an invitation under the id of another key', invitation, { invitation: { ...invitation.invitation, id: zeros(16) } }),
    of('an invitation for a role outside the list', invitation, { invitation: { ...invitation.invitation, role: 'owner' } }), of('an invitation that expires before the beginning', invitation, { invitation: { ...invitation.invitation, expires: -1 } }),
    of('the cancellation of nothing', { op: 'cancel', merges: [], invitation: zeros(16) }), of('the cancellation of a used invitation', { op: 'cancel', merges: [], invitation: deriveInvitation(three.log, used).id }),
    of('an admission of a member', admission, { member: memberOf(writer, 'reader') }), of('an admission of a removed device', admission, { member: memberOf(gone, 'reader') }), of('a device key that is no point', admission, { member: { ...member, device: hash(2) } }),
    of('a device key of small order', admission, { member: { ...member, device: hash(0) } }), of('an encryption key of small order', admission, { member: { ...member, x25519: hash(0) } }), of('an admission with a proof and no invitation', admission, { proof }),
    of('an admission with an invitation and no proof', joining, { proof: null }), of('a proof whose invitation did not sign', joining, { proof: { ...proof, invitation: proof.device } }), of('a proof whose device did not sign', joining, { proof: { ...proof, device: proof.invitation } }),
    of('a proof for other keys', joining, { member: { ...member, x25519: writer.device.x25519 } }), of('another role than the invitation', joining, { member: { ...member, role: 'admin' } }), of('a spent invitation', joining, { invitation: deriveInvitation(three.log, used).id }), of('an invitation of nobody', joining, { invitation: zeros(16) }),
    of('history with an invitation from now', joining, { history }), of('history of an epoch that is none', admission, { history: [{ id: hash(3), box: zeros(96) }] }), of('history of one epoch twice', admission, { history: [...history, ...history.slice(0, 1)] }),
    of('history for a witness', admission, { member: { ...member, role: 'witness' }, epoch: { id: epoch.id, lockboxes: epoch.lockboxes } }), of('the role that a member has', role, { role: 'writer' }), of('a role for a stranger', role, { device: stranger(21).ed25519 }), of('a role outside the list', role, { role: 'owner' }),
    of('a removal of a stranger', removal, { device: stranger(22).ed25519 }), of('a removal that takes effect without a key', removal, { epoch: null }), of('a first voice with a key', voice, { epoch }), of('65 frames seen', removal, { seen: Array.from({ length: 65 }, () => ({ feed: hash(1), seq: 1, header: hash(2) })) }),
    of('the same voice twice', voice, {}, gap), of('other keys in the map are of a newer build', rotation, { note: 1 }), of('an operation of a newer build', rotation, { op: 'appoint' }, base, true),
    lastAdmin(two), removedBeside(two),
    [...of('a box that does not open', rotation, boxes(epoch.lockboxes.map((one) => ({ ...one, box: zeros(one.box.length) })))).slice(0, 2), base] as unknown as Case,
  ];
}

function lastAdmin(two: ReturnType<typeof createAdmins>): Case {
  const peer = two.founder.again();
  const [, second = peer] = two.admins;
  peer.change({ op: 'role', device: second.device.ed25519, role: 'writer' });
  const role = peer.plan({ op: 'role', device: second.device.ed25519, role: 'reader' });
  peer.force({ ...role, device: peer.device.ed25519 } as AdminOperation);
  return ['the last admin gives the role away', peer.frames()];
}

// The author is an admin at the head in the header, and was removed at the other head that it names.
function removedBeside(two: ReturnType<typeof createAdmins>): Case {
  const [first, second] = two.admins.map((peer) => peer.again());
  if (first === undefined || second === undefined) throw new Error('there are two admins');
  const own = second.place().membershipHead;
  first.remove(second.device);
  const head = first.place().membershipHead;
  const mine = second.plan({ op: 'rotate' });
  second.take(...first.frames());
  second.force({ ...mine, merges: [head] } as AdminOperation, own);
  return ['an author who was removed at another head that the operation names', second.frames()];
}

function valueOf(operation: AdminOperation): CborValue {
  const decoded = decodeCbor(encodeOperation(operation));
  if (!decoded.ok) throw new Error(decoded.error.message);
  return decoded.value;
}

function deriveInvitationOf(log: Parameters<typeof deriveInvitation>[0], secret: InvitationSecret) {
  const { id, key } = deriveInvitation(log, secret);
  return { id, key };
}
