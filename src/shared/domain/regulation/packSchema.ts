import * as v from 'valibot';
import { isZone } from '#base';
import { recordFacts, type FactKind } from '../clocks/definition.ts';
import { line, text } from '../entries/fields.ts';
import { milestoneKinds } from '../entries/vocabulary.ts';

/** What a field of a worksheet can be filled from. */
export const worksheetSources = [
  'incident', 'summary', 'types', 'severity', 'begins', 'milestones', 'discovery', 'systems', 'accounts', 'indicators', 'techniques', 'measures', 'planned', 'impact', 'cause', 'recovery', 'prevention',
  'submissions', 'delay', 'contacts', 'answer', 'evidence',
] as const;

const id = v.pipe(v.string(), v.regex(/^[A-Z0-9][A-Z0-9.-]{1,39}$/));
const day = v.pipe(v.string(), v.isoDate());
const zone = v.pipe(line, v.check(isZone));
const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(200_000_000_000));
const milestone = v.picklist(milestoneKinds);
const milestoneFacts: ReadonlySet<string> = new Set([...milestoneKinds.map((kind) => `milestone.${kind}`), ...recordFacts]);
// Whether the clock or regime named is one of the pack is checked when the pack is read as a whole.
const fact = v.pipe(v.string(), v.check((value) => milestoneFacts.has(value) || /^(?:submitted|answered)\.[A-Z0-9][A-Z0-9.-]{1,39}$/.test(value)), v.transform((value) => value as FactKind));

const trigger = v.variant('take', [
  v.strictObject({ take: v.literal('first'), of: v.pipe(v.array(v.strictObject({ fact, plusMs: v.exactOptional(positive) })), v.minLength(1)) }),
  v.strictObject({ take: v.literal('last'), of: v.pipe(v.array(fact), v.minLength(1)) }),
  v.strictObject({ take: v.literal('latest'), of: v.pipe(v.array(fact), v.minLength(1)) }),
]);

const clock = v.strictObject({
  id, title: line, source: line, standing: v.picklist(['contract', 'local', 'confirmed', 'unconfirmed', 'proposed']), regime: v.exactOptional(id), trigger,
  limit: v.strictObject({ count: v.picklist(['elapsed', 'calendar-days', 'business-days', 'calendar-months']), amount: positive }),
  stop: v.pipe(v.array(v.pipe(v.array(fact), v.minLength(1))), v.minLength(1)),
  recurs: v.exactOptional(v.strictObject({ until: v.array(fact) })), cap: v.exactOptional(v.strictObject({ fact, plusMs: positive })), shadow: v.exactOptional(fact),
  undueDelay: v.exactOptional(v.boolean()), zone: v.exactOptional(zone), calendar: v.exactOptional(line), firstBusinessDayCounts: v.exactOptional(v.boolean()),
  lawful: v.exactOptional(v.picklist(['hour-rounding', 'next-working-noon'])),
});

const worksheet = v.strictObject({ id, title: line, fields: v.pipe(v.array(v.strictObject({ label: line, from: v.exactOptional(v.picklist(worksheetSources)) })), v.minLength(1)) });
const regime = v.strictObject({ id, title: line, authority: line, zone, question: text, begins: v.array(milestone), worksheets: v.array(worksheet) });
const calendar = v.strictObject({
  id: line, title: line, zone, weekend: v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))), holidays: v.array(day), validThrough: day,
  cutOffMinutes: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439))),
});

/** What a pack says (docs/spec/packs.md section 2). */
export const packSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,39}$/)), version: v.pipe(v.string(), v.regex(/^\d{1,4}(?:\.\d{1,4}){1,2}$/)), title: line, asOf: day, expires: day,
  regimes: v.array(regime), clocks: v.array(clock), calendars: v.array(calendar), note: v.exactOptional(text),
});

/** The file as JSON; what the signature covers is `pack` as read (section 1). */
export const packFileSchema = v.strictObject({
  format: v.literal('holdfast-pack-1'), pack: v.unknown(), key: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
});
