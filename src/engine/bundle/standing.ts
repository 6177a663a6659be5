import { bytesToHex, type LogId, type UnixMs } from '#base';
import { deviceFingerprint } from '#crypto';
import { standingOf, type Entity } from '#domain';
import type { BundleStanding, MemberStanding } from '#ipc';
import { heldBy, type FrameReference, type HeldFeeds, type Member } from '#log';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { heldCosignatures, nameOfDevice, statedBy } from '../witness/cosignatures.ts';

/** The newest frames of all feeds of a log, as a manifest names them: at most 4,096. */
export function bundleHeads(open: OpenLog): readonly FrameReference[] {
  return open.reader.heads().slice(0, 4096).map(({ feed, seq, headerSha256 }) => ({ feed, seq, headerSha256 }));
}

/** What a member is known to hold of a log; `device` in hexadecimal. */
export function heldByMember(open: OpenLog, device: string): HeldFeeds {
  return heldBy(device, open.reader, heldCosignatures(open).map(({ cosignature }) => cosignature));
}

/** Who has what of a log, what was sent, and what came back (docs/spec/bundle.md section 4). All of it follows from the journal. */
export function bundleStanding(session: Session, log: LogId): BundleStanding {
  const open = session.book.get(log)?.open;
  // Queries are opened for logs of the book only, and no log leaves it.
  if (open === undefined) throw new Error('the log is not in the book');
  const heads = open.reader.heads();
  const frames = heads.reduce((sum, { seq }) => sum + seq + 1, 0);
  const exports = standingOf(open.state(), 'export').filter(({ body }) => body.format === 'bundle');
  const members = (open.reader.membership()?.members ?? []).map((member) => memberStanding(session, open, exports, frames, member));
  return { frames, members };
}

function memberStanding(session: Session, open: OpenLog, exports: readonly Entity<'export'>[], frames: number, { device, role }: Member): MemberStanding {
  const name = bytesToHex(device);
  const fingerprint = deviceFingerprint(device);
  const own = name === bytesToHex(session.keyring.device.ed25519);
  const heads = open.reader.heads();
  const held: HeldFeeds = own ? new Map(heads.map(({ feed, seq }) => [feed, seq])) : heldByMember(open, name);
  const has = heads.reduce((sum, { feed }) => sum + (held.get(feed) ?? -1) + 1, 0);
  const sent = exports.filter(({ body }) => body.recipients?.includes(fingerprint.replaceAll(' ', '')) === true);
  const last = sent.reduce<Entity<'export'> | null>((newest, one) => (newest === null || one.stamp.recorded.at >= newest.stamp.recorded.at ? one : newest), null);
  const acknowledgedAt = heldCosignatures(open).reduce<UnixMs | null>((newest, { cosignature: { device: by, at } }) => (by === name && (newest === null || at > newest) ? at : newest), null);
  const stated = own ? null : statedBy(open, name);
  return {
    device: name, fingerprint, role, own, name: own ? session.author().name : nameOfDevice(open, name), upTo: heads.map(({ feed }) => ({ feed, seq: held.get(feed) ?? null })), has, lacks: frames - has,
    stated: stated?.standing ?? null,
    lastSentAt: last?.stamp.recorded.at ?? null, acknowledgedAt, pending: !own && last !== null && (last.body.heads ?? []).some((head) => lacksHead(open, held, head)),
  };
}

// Of a forked feed nobody is known to hold more than what stands before the fork.
function lacksHead(open: OpenLog, held: HeldFeeds, { feed, seq }: Pick<FrameReference, 'seq'> & { readonly feed: string }): boolean {
  const fork = open.reader.forks().reduce((lowest, one) => (one.feed === feed ? Math.min(lowest, one.seq) : lowest), Infinity);
  const known = [...held].find(([candidate]) => candidate === feed)?.[1] ?? -1;
  return known < Math.min(seq, fork - 1);
}
