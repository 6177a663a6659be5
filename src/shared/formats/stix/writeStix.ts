import type { EntityId, LogId } from '#base';
import type { Entity } from '#domain';
import type { OutgoingIndicator } from '../indicators/select.ts';
import { markingDefinition, markingId } from './markings.ts';
import { nameUuid } from './nameUuid.ts';
import { stixPattern, type StixPattern } from './pattern.ts';

export interface WrittenIndicators { readonly text: string; readonly rows: number; readonly leftOut: readonly { readonly reason: string; readonly count: number }[] }

const confidences: Readonly<Record<string, number>> = { low: 15, moderate: 50, high: 85 };
const kinds: Readonly<Record<string, string>> = { malicious: 'malicious-activity', suspicious: 'anomalous-activity', benign: 'benign', unknown: 'unknown' };

/**
 * A STIX 2.1 bundle of indicators (docs/spec/scope.md section 5.1). Ids are made from the log and the entries, so that the same journal gives the same
 * bytes, and a later export updates the objects of an earlier one. Names of people and hosts do not go in; the author is the case, by an id only.
 */
export function writeStix(log: LogId, indicators: readonly OutgoingIndicator[]): WrittenIndicators {
  const found = indicators.flatMap((item) => {
    const pattern = stixPattern(item.entity.body);
    return pattern === null ? [] : [{ item, pattern }];
  });
  const times = found.map(({ item }) => item.entity.stamp.recorded.at as number);
  const first = times.length === 0 ? 0 : times.reduce((least, at) => Math.min(least, at));
  const identity = { type: 'identity', spec_version: '2.1', id: `identity--${nameUuid(`identity:${log}`)}`, created: timestamp(first), modified: timestamp(first), name: 'Incident response team', identity_class: 'group' };
  const markings = [...new Set(found.map(({ item }) => item.tlp))].sort().map(markingDefinition);
  const objects = [...markings, identity, ...found.map(({ item, pattern }) => toObject(item, pattern, identity.id))];
  const id = `bundle--${nameUuid(`bundle:${objects.map((object) => String(object['id' as keyof typeof object])).join(',')}`)}`;
  const missing = indicators.length - found.length;
  return {
    text: `${JSON.stringify({ type: 'bundle', id, objects }, null, 2)}\n`, rows: found.length, leftOut: missing === 0 ? [] : [{ reason: 'no STIX pattern for the type', count: missing }],
  };
}

function toObject({ entity, tlp }: OutgoingIndicator, { pattern, type }: StixPattern, author: string): Readonly<Record<string, unknown>> {
  const { body } = entity;
  const created = entity.stamp.recorded.at as number;
  const from = body.firstSeen?.at ?? created;
  const until = body.validUntil?.at ?? null;
  return {
    type: 'indicator', spec_version: '2.1', id: `indicator--${nameUuid(`indicator:${entity.id satisfies EntityId}`)}`, created_by_ref: author,
    created: timestamp(created), modified: timestamp(newestChange(entity)), ...(entity.ref === null ? {} : { name: entity.ref }), ...(body.context === undefined || body.context === '' ? {} : { description: body.context }),
    indicator_types: [kinds[body.verdict] ?? 'unknown'], pattern, pattern_type: type, ...(type === 'stix' ? { pattern_version: '2.1' } : {}), valid_from: timestamp(from),
    // The standard wants the end after the beginning.
    ...(until === null || until <= from ? {} : { valid_until: timestamp(until) }),
    ...(body.confidence === undefined ? {} : { confidence: confidences[body.confidence] ?? 0 }),
    ...(body.technique === undefined ? {} : { external_references: [{ source_name: 'mitre-attack', external_id: body.technique.id, ...(body.technique.name === undefined ? {} : { description: body.technique.name }) }] }),
    object_marking_refs: [markingId(tlp)],
  };
}

function newestChange(entity: Entity<'indicator'>): number {
  return entity.changes.reduce((newest, change) => (change.type === 'amend' && !change.reverted ? Math.max(newest, change.stamp.recorded.at) : newest), entity.stamp.recorded.at as number);
}

/** RFC 3339 in UTC with three digits of the second, as STIX asks. */
function timestamp(at: number): string {
  return new Date(at).toISOString();
}
