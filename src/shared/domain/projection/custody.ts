import type { EntryId, UnixMs } from '#base';
import { isSamePerson } from '../entities/person.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { CustodyView, Stamp } from '../view.ts';

type Custody = BodyOf<'custody'>;
export interface CustodyEvent { readonly stamp: Stamp; readonly custody: Custody }

interface Holding {
  readonly place: 'held' | 'in-transit' | 'disposed' | 'lost';
  readonly custodian: string;
  readonly pending: CustodyView['pendingRelease'];
  readonly disputed: boolean;
  readonly integrity: CustodyView['integrity'];
  readonly received: readonly EntryId[];
  readonly gaps: readonly string[];
}

/**
 * Where an item is and who answers for it, from its custody events in order (docs/spec/entries.md section 8). Irregular
 * events are applied and named as gaps; nothing is refused.
 */
export function deriveCustody(evidence: BodyOf<'evidence'>, events: readonly CustodyEvent[]): CustodyView {
  const start: Holding = { place: 'held', custodian: evidence.custodian, pending: null, disputed: false, integrity: evidence.sealed ? 'verified' : 'unverified', received: [], gaps: [] };
  const end = events.reduce((holding, event) => step(checkHash(noteAfterDisposal(holding, event), event, evidence), event), start);
  return { state: shownState(end), custodian: end.custodian, pendingRelease: end.pending, integrity: end.integrity, gaps: end.gaps };
}

/** A release that nobody has received for longer than this is overdue. */
const RECEIPT_WITHIN_MS = 24 * 3_600_000;

/** True when an item was released more than 24 hours before `now` and nobody has received it. */
export function isReleaseOverdue(custody: Pick<CustodyView, 'pendingRelease'>, now: UnixMs): boolean {
  return custody.pendingRelease !== null && now - custody.pendingRelease.since > RECEIPT_WITHIN_MS;
}

/** True when a hash comparison failed: by its own word, by its values, or because it compared with another hash than the sealed one. */
export function isFailedCheck(check: NonNullable<Custody['hashCheck']>, evidence: BodyOf<'evidence'>): boolean {
  const sealed = evidence.sealed?.hashes.find((hash) => hash.algorithm === check.algorithm)?.hex;
  const expected = check.expected.toLowerCase();
  return check.result === 'mismatch' || expected !== check.actual.toLowerCase() || (sealed !== undefined && sealed !== expected);
}

function step(holding: Holding, event: CustodyEvent): Holding {
  const { custody, stamp } = event;
  switch (custody.type) {
    case 'release':
    case 'ship':
      return release(holding, event);
    case 'receive':
      return receive(holding, event);
    case 'refuse': {
      const checked = holding.pending === null ? withGap(holding, stamp, `refused by ${custody.by}, but nothing was on its way`) : holding;
      return { ...checked, place: settled(checked), pending: null };
    }
    case 'check-out':
    case 'check-in': {
      const checked = holding.pending === null ? holding : withGap(holding, stamp, `${custody.type} while on its way to ${holding.pending.to}`);
      const found = custody.type === 'check-in' ? noteFound(checked, event) : checked;
      return { ...found, place: settled(found, custody.type === 'check-in'), pending: null, custodian: custody.to ?? custody.by, disputed: found.disputed && custody.type === 'check-out' };
    }
    case 'store': {
      const found = noteFound(holding, event);
      return { ...found, place: found.place === 'lost' ? 'held' : found.place, disputed: false };
    }
    case 'lost':
      return { ...holding, place: holding.place === 'disposed' ? 'disposed' : 'lost', pending: null };
    case 'dispose': {
      const checked = holding.pending === null ? holding : withGap(holding, stamp, `disposed of while on its way to ${holding.pending.to}`);
      return { ...checked, place: 'disposed', pending: null };
    }
    case 'dispute':
      return { ...withGap(holding, stamp, `disputed by ${custody.by}`), disputed: true };
    case 'verify':
      return custody.hashCheck !== undefined && holding.integrity === 'verified' ? { ...holding, disputed: false } : holding;
    default:
      return holding;
  }
}

function release(holding: Holding, { custody, stamp }: CustodyEvent): Holding {
  let next = holding;
  // A shipment may follow the release that it carries out.
  if (custody.type === 'ship' && next.pending !== null && (custody.to === undefined || custody.to === next.pending.to)) return next;
  if (next.pending !== null) next = withGap(next, stamp, `released again while on its way to ${next.pending.to}`);
  if (!isSamePerson(custody.by, next.custodian)) next = withGap(next, stamp, `released by ${custody.by}, while ${next.custodian} was answerable`);
  return { ...next, place: next.place === 'disposed' ? 'disposed' : 'in-transit', pending: { entryId: stamp.entryId, by: custody.by, to: custody.to ?? custody.organisation ?? 'a person not named', since: stamp.occurred.at ?? stamp.recorded.at } };
}

function receive(holding: Holding, event: CustodyEvent): Holding {
  const { custody, stamp } = event;
  const { pending } = holding;
  if (custody.release !== undefined && holding.received.includes(custody.release)) {
    return { ...withGap(holding, stamp, `received by ${custody.by} too, after it was already received`), disputed: true };
  }
  let next = noteFound(holding, event);
  if (pending === null) next = withGap(next, stamp, `received by ${custody.by} without a release`);
  else if (custody.release !== undefined && custody.release !== pending.entryId) next = withGap(next, stamp, `received by ${custody.by} for another release than the open one`);
  else if (!isSamePerson(custody.by, pending.to)) next = withGap(next, stamp, `released to ${pending.to}, received by ${custody.by}`);
  const received = pending === null ? next.received : [...next.received, pending.entryId];
  return { ...next, place: settled(next, true), pending: null, custodian: custody.by, disputed: false, received };
}

function checkHash(holding: Holding, { custody, stamp }: CustodyEvent, evidence: BodyOf<'evidence'>): Holding {
  if (custody.hashCheck === undefined) return holding;
  if (!isFailedCheck(custody.hashCheck, evidence)) return { ...holding, integrity: 'verified' };
  return { ...withGap(holding, stamp, `hash check by ${custody.by} did not match`), integrity: 'mismatch' };
}

function noteAfterDisposal(holding: Holding, { custody, stamp }: CustodyEvent): Holding {
  return holding.place === 'disposed' ? withGap(holding, stamp, `${custody.type} by ${custody.by} after disposal`) : holding;
}

function noteFound(holding: Holding, { custody, stamp }: CustodyEvent): Holding {
  return holding.place === 'lost' ? withGap(holding, stamp, `found again, ${custody.type} by ${custody.by}`) : holding;
}

function settled(holding: Holding, found = false): Holding['place'] {
  return holding.place === 'in-transit' || (holding.place === 'lost' && found) ? 'held' : holding.place;
}

function withGap(holding: Holding, stamp: Stamp, gap: string): Holding {
  return { ...holding, gaps: [...holding.gaps, `entry ${stamp.number}: ${gap}`] };
}

function shownState(holding: Holding): CustodyView['state'] {
  if (holding.place === 'disposed' || holding.place === 'lost') return holding.place;
  if (holding.integrity === 'mismatch') return 'mismatch';
  return holding.disputed ? 'disputed' : holding.place;
}
