import { bytesToHex, equalBytes, ok, type LogId } from '#base';
import { bytesToBase64 } from '#crypto';
import { checkCosignature, type Cosignature } from '#log';
import type { Core } from '../core/core.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { heldCosignatures } from '../witness/cosignatures.ts';
import { mayWrite } from './exportBundle.ts';

/**
 * Records cosignatures of other devices that hold and go further than the last one of their device, as `witness` entries (docs/spec/bundle.md section 5). The furthest of each device is enough. A
 * device that writes no entries, or a vault that takes none, records nothing.
 */
export async function recordCosignatures(core: Core, session: Session, log: LogId, found: readonly Uint8Array[]): Promise<{ readonly recorded: number; readonly refused: number }> {
  const open = session.book.get(log)?.open;
  if (open === undefined || found.length === 0) return { recorded: 0, refused: 0 };
  const members = open.reader.membership()?.members ?? [];
  const distinct = found.filter((bytes, index) => found.findIndex((other) => equalBytes(other, bytes)) === index);
  const checked = distinct.map((bytes) => ({ bytes, read: checkCosignature(bytes, log, (device) => members.some((member) => bytesToHex(member.device) === device)) }));
  const own = bytesToHex(session.keyring.device.ed25519);
  const holding = checked.flatMap(({ bytes, read }) => (read.ok && read.value.device !== own ? [{ bytes, cosignature: read.value }] : [])).toSorted((left, right) => reach(right.cosignature) - reach(left.cosignature));
  const known = heldCosignatures(open).map(({ cosignature }) => cosignature);
  const wanted: typeof holding = [];
  for (const one of holding) if (goesFurther(one.cosignature, [...known, ...wanted.map(({ cosignature }) => cosignature)])) wanted.push(one);
  const refused = checked.filter(({ read }) => !read.ok).length;
  if (wanted.length === 0 || !mayWrite(session, open)) return { recorded: 0, refused };
  const step = await recordDrafts(core, session, log, () => ok(wanted.map(({ bytes }) => ({ draft: { kind: 'witness', occurred: null, body: { witnessKind: 'cosignature', cosignature: bytesToBase64(bytes) } } }))));
  return { recorded: step.ok ? wanted.length : 0, refused };
}

/** True when a feed is stated further than any earlier cosignature of the device states it. */
export function goesFurther({ device, statement }: Cosignature, known: readonly Cosignature[]): boolean {
  const earlier = known.filter((one) => one.device === device).flatMap((one) => one.statement.heads);
  return statement.heads.some(({ feed, size }) => earlier.every((head) => head.feed !== feed || head.size < size));
}

function reach({ statement }: Cosignature): number {
  return statement.heads.reduce((sum, { size }) => sum + size, 0);
}
