import { fail, isZone, ok, parseInstant, wallToInstants, zoneOffsetMinutes, type EntityId, type Failure, type LogId, type Result, type TimeDigits, type UnixMs, type WallMs } from '#base';
import { linkRelations, type EntryDraft, type Occurred } from '#domain';
import { textOption, textOptions, type OptionSpecs, type OptionValues } from '../command.ts';
import { findReference, type CliSession } from '../session.ts';

export const envelopeOptions: OptionSpecs = {
  occurred: { type: 'string', value: 'TIME', about: 'when it happened, ISO 8601 with offset, or without one in --zone; "unknown" when nobody knows; now when absent' },
  zone: { type: 'string', value: 'ZONE', about: 'IANA zone the time is written in; the zone of this machine when absent' },
  'late-reason': { type: 'string', about: 'why it is written down late' },
  'on-behalf-of': { type: 'string', value: 'NAME', about: 'person for whom it is written down' },
  witness: { type: 'string', value: 'NAME', about: 'who saw it too' },
  tag: { type: 'string', multiple: true, value: 'TAG', about: 'tag without #' },
  link: { type: 'string', multiple: true, value: 'RELATION:REF', about: `link to another entry, such as evidence-of:A-001 (${linkRelations.join(', ')})` },
};
export type EnvelopeParts = Pick<EntryDraft, 'occurred' | 'lateReason' | 'onBehalfOf' | 'witness' | 'tags' | 'links'>;

/** The parts of an entry beside its body, from options. */
export async function readEnvelope(session: CliSession, log: LogId, options: OptionValues, zone: string): Promise<Result<EnvelopeParts, Failure>> {
  if (!isZone(zone)) return fail('usage', '--zone names no zone that is known here');
  const written = textOption(options, 'occurred');
  const occurred = written === undefined ? null : readOccurred(written, zone);
  if (occurred?.ok === false) return occurred;
  const links: { readonly relation: (typeof linkRelations)[number]; readonly to: EntityId }[] = [];
  for (const text of textOptions(options, 'link')) {
    const [name = '', reference = ''] = text.split(/:(.*)/s);
    const relation = linkRelations.find((candidate) => candidate === name);
    if (relation === undefined) return fail('usage', '--link is written RELATION:REF');
    const found = await findReference(session, log, reference);
    if (!found.ok) return found;
    links.push({ relation, to: found.value });
  }
  const [lateReason, onBehalfOf, witness] = ['late-reason', 'on-behalf-of', 'witness'].map((name) => textOption(options, name));
  return ok({
    occurred: occurred === null ? null : occurred.value, tags: [...textOptions(options, 'tag')], links,
    ...(lateReason === undefined ? {} : { lateReason }), ...(onBehalfOf === undefined ? {} : { onBehalfOf }), ...(witness === undefined ? {} : { witness }),
  });
}

/**
 * A written time as an entry keeps it; precision follows the digits. A time without offset is read in `zone`; one that clocks showed twice, or
 * never, is refused instead of guessed.
 */
export function readOccurred(written: string, zone: string): Result<Occurred, Failure<'usage'>> {
  const now = Date.now() as UnixMs;
  const base = { zone, written, clockSource: 'device' } as const;
  if (written === 'unknown') return ok({ ...base, at: null, precision: 'unknown', offsetMinutes: zoneOffsetMinutes(now, zone) });
  const stated = parseInstant(written);
  const asWall = stated ?? parseInstant(written, 0);
  if (asWall === null) return fail('usage', '--occurred is no time; write it like 2026-11-21T07:12:00Z');
  const reading = stated === null ? wallToInstants(asWall.at as number as WallMs, zone) : null;
  if (reading !== null && reading.kind !== 'one') return fail('usage', `clocks in this zone showed that time ${reading.kind === 'overlap' ? 'twice' : 'never'}; write the offset, such as +01:00`);
  const at = reading === null ? asWall.at : reading.instants[0].at;
  return ok({ ...base, at, precision: PRECISION[asWall.digits], offsetMinutes: zoneOffsetMinutes(at, zone), ...(asWall.nanos === 0 ? {} : { nanos: asWall.nanos }) });
}

const PRECISION: Readonly<Record<TimeDigits, Occurred['precision']>> = { date: 'date', minute: 'minute', second: 'second', ms: 'exact', micros: 'exact', nanos: 'exact' };
