import type { EntityId, EntryId, UnixMs } from '#base';
import { entitiesOf, standingOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Change, Entity, IncidentState, Stamp } from '../view.ts';
import { holdOn, legalHolds } from './holds.ts';

/** What somebody will ask about when an item is used in court (docs/spec/custody.md section 4). */
export type ConcernKind = 'disposed-under-hold' | 'seal-broken' | 'original-accessed' | 'changed-without-reason' | 'acquisition-mismatch' | 'acquired-backwards';
export interface Concern { readonly concern: ConcernKind; readonly entry: EntryId; readonly number: number; readonly detail: string }
export interface SealState { readonly state: 'none' | 'intact' | 'broken'; readonly number: string | null }
/** How one item was kept: its seal, how it was acquired and examined, the hold on it, and what is open to question. */
export interface ItemKeeping {
  readonly item: EntityId;
  readonly seal: SealState;
  readonly acquisitions: readonly Entity<'acquisition'>[];
  readonly examinations: readonly Entity<'examination'>[];
  readonly hold: Entity<'legal-hold'> | null;
  readonly concerns: readonly Concern[];
}

type CustodyChange = Extract<Change, { readonly type: 'custody' }>;

/** The keeping of every item, as of an instant. */
export function itemsKept(state: IncidentState, now: UnixMs): readonly ItemKeeping[] {
  const holds = legalHolds(state);
  const acquisitions = standingOf(state, 'acquisition');
  const examinations = standingOf(state, 'examination');
  return entitiesOf(state, 'evidence').map((item) => {
    const own = acquisitions.filter((acquisition) => acquisition.body.item === item.id);
    const events = item.changes.filter((change): change is CustodyChange => change.type === 'custody');
    const seal = sealOf(item, events);
    return {
      item: item.id, seal, acquisitions: own, examinations: examinations.filter((examination) => examination.body.item === item.id), hold: holdOn(holds, item.id, now),
      concerns: [...seal.concerns, ...events.flatMap((event) => eventConcerns(event, item.id, holds)), ...own.flatMap(acquisitionConcerns)].sort((left, right) => left.number - right.number),
    };
  });
}

function sealOf(item: Entity<'evidence'>, events: readonly CustodyChange[]): SealState & { readonly concerns: readonly Concern[] } {
  let number = textOrNull(item.body.sealNumber);
  let isBroken = false;
  const concerns: Concern[] = [];
  for (const { custody, stamp } of events) {
    const named = textOrNull(custody.sealNumber);
    if (custody.type === 'seal' || custody.type === 'reseal') {
      number = named ?? number;
      isBroken = false;
    } else if (custody.type === 'unseal') {
      isBroken = true;
      concerns.push(concern('seal-broken', stamp, number ?? ''));
    } else if (named !== null && number !== null && named.toLowerCase() !== number.toLowerCase()) {
      isBroken = true;
      concerns.push(concern('seal-broken', stamp, `${number} / ${named}`));
    }
  }
  // A seal that was opened and closed again under a number is what the record is for.
  return { state: number === null && !isBroken ? 'none' : isBroken ? 'broken' : 'intact', number, concerns: isBroken ? concerns.slice(-1) : concerns.filter(({ detail }) => detail.includes(' / ')) };
}

function eventConcerns({ custody, stamp }: CustodyChange, item: EntityId, holds: readonly Entity<'legal-hold'>[]): readonly Concern[] {
  const found: Concern[] = [];
  const hold = custody.type === 'dispose' ? holdOn(holds, item, stamp.occurred.at ?? stamp.recorded.at) : null;
  if (hold !== null) found.push(concern('disposed-under-hold', stamp, hold.ref ?? ''));
  if (custody.type === 'access' && !isJustified(custody)) found.push(concern('original-accessed', stamp, custody.by));
  if (textOrNull(custody.changeMade) !== null && !isJustified(custody)) found.push(concern('changed-without-reason', stamp, custody.by));
  return found;
}

function acquisitionConcerns({ body, stamp }: Entity<'acquisition'>): readonly Concern[] {
  const found: Concern[] = [];
  const [source, output] = [textOrNull(body.sourceHash), textOrNull(body.outputHash)];
  if (body.check === 'mismatch' || (source !== null && output !== null && source.toLowerCase() !== output.toLowerCase())) found.push(concern('acquisition-mismatch', stamp, body.tool));
  if (textOrNull(body.changesMade) !== null && !isJustified(body)) found.push(concern('changed-without-reason', stamp, body.operator));
  const began = body.startedAt?.at ?? null;
  if (began !== null && stamp.occurred.at !== null && began > stamp.occurred.at) found.push(concern('acquired-backwards', stamp, body.tool));
  return found;
}

function isJustified(body: Pick<BodyOf<'custody'>, 'justification'>): boolean {
  return textOrNull(body.justification) !== null;
}

function concern(kind: ConcernKind, stamp: Stamp, detail: string): Concern {
  return { concern: kind, entry: stamp.entryId, number: stamp.number, detail };
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text.trim();
}
