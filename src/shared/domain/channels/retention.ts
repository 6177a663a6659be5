import type { EntityId, EntryId, UnixMs } from '#base';
import type { Fact } from '../clocks/definition.ts';
import { isEntityOf, standingOf } from '../entities/select.ts';
import { joinedWith } from '../scope/links.ts';
import type { IncidentState, Stamp } from '../view.ts';

const HOUR_MS = 3_600_000;

/**
 * What was said on channels that forget (docs/spec/channels.md section 1): for each batch the oldest communication with the instant at which it vanishes, and the
 * transcript that kept it. The subject of both is that communication.
 */
export function retentionFacts(state: IncidentState): readonly Fact[] {
  const channels = standingOf(state, 'channel').filter(({ body }) => body.retentionHours !== undefined);
  if (channels.length === 0) return [];
  const communications = standingOf(state, 'communication');
  return channels.flatMap(({ id, body }) => {
    const said = communications.filter((communication) => communication.body.via === id).map(({ stamp }) => stamp);
    const transcripts = joinedWith(state, id, () => true).filter((entity) => isEntityOf(entity, 'evidence') && entity.body.sealed !== undefined).map(({ stamp }) => stamp);
    return batchFacts(said.toSorted(byTime), transcripts.toSorted(byTime), (body.retentionHours ?? 0) * HOUR_MS);
  });
}

/** The channel on which a communication went, as clocks about what was said there name it. */
export function channelOfSaid(state: IncidentState, communication: EntityId): EntityId | null {
  const entity = state.entities.get(communication);
  return isEntityOf(entity, 'communication') ? ((entity.body.via as EntityId | undefined) ?? null) : null;
}

function batchFacts(said: readonly Stamp[], transcripts: readonly Stamp[], retentionMs: number): readonly Fact[] {
  const facts: Fact[] = [];
  for (let first = said[0]; first !== undefined;) {
    const at = instantOf(first);
    const subject: EntryId = first.entryId;
    facts.push({ kind: 'channel.said', at, recordedAt: first.recorded.at, entry: subject, subject, dueAt: (at + retentionMs) as UnixMs });
    const kept = transcripts.find((transcript) => instantOf(transcript) >= at);
    if (kept === undefined) break;
    const until = instantOf(kept);
    facts.push({ kind: 'channel.kept', at: until, recordedAt: kept.recorded.at, entry: kept.entryId, subject });
    first = said.find((stamp) => instantOf(stamp) > until);
  }
  return facts;
}

function byTime(left: Stamp, right: Stamp): number {
  return instantOf(left) - instantOf(right) || left.number - right.number;
}

function instantOf(stamp: Stamp): UnixMs {
  return stamp.occurred.at ?? stamp.recorded.at;
}
