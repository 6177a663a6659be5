import * as v from 'valibot';
import { bytesToText, fail, ok, type Failure, type Result } from '#base';
import { entryBodies, type EntryKind } from '#domain';
import { textOptions, type OptionSpecs, type OptionValues } from '../command.ts';
import type { Terminal } from '../terminal.ts';

/** Fields that name another entry of the incident: a reference may be written there. */
export const referenceFields: Readonly<Partial<Record<EntryKind, readonly string[]>>> = {
  approval: ['action', 'request'],
  amend: ['target'], retract: ['target'], revert: ['target'], transition: ['target'], attest: ['target'], link: ['from', 'to'], custody: ['item', 'release'], deployment: ['indicator'], distribution: ['report'], acquisition: ['item'], examination: ['item'], 'legal-hold': ['items'], 'checklist-line': ['item'], communication: ['via', 'message', 'override'], bridge: ['channel'], attendance: ['bridge'], message: ['channel', 'corrects', 'subscription'], subscription: ['channel'], 'sign-off': ['message'], 'handover-item': ['handover'], cause: ['parent'],
};

function fieldsOf(kind: EntryKind): Readonly<Record<string, v.GenericSchema>> {
  const schema = entryBodies[kind];
  return 'entries' in schema ? schema.entries as Readonly<Record<string, v.GenericSchema>> : {};
}

/** One option per field of a kind, named as in the specification. */
export function fieldOptions(kind: EntryKind): OptionSpecs {
  return Object.fromEntries(Object.keys(fieldsOf(kind)).map((name) => [name, { type: 'string', multiple: true, value: 'VALUE', about: 'field of the body; lists are repeated, structures are written as JSON' }]));
}

/** The body of an entry from `--field value` options, or from a JSON object on standard input. What it means is checked when it is recorded. */
export function readBody(terminal: Terminal, kind: EntryKind, options: OptionValues): Result<Readonly<Record<string, unknown>>, Failure<'invalid-entry' | 'missing' | 'io'>> {
  const body: Record<string, unknown> = {};
  if (options['stdin'] === true) {
    const read = terminal.read(0);
    if (!read.ok) return read;
    const parsed = parseObject(bytesToText(read.value));
    if (parsed === null) return fail('invalid-entry', 'standard input holds no JSON object');
    Object.assign(body, parsed);
  }
  for (const [name, schema] of Object.entries(fieldsOf(kind))) {
    const given = textOptions(options, name);
    if (given.length > 0) body[name] = valueFor(schema, given);
  }
  return ok(body);
}

// Options are text; a field takes the text as it is, else the JSON value the text spells, else the list of all that were given.
function valueFor(schema: v.GenericSchema, given: readonly string[]): unknown {
  const last = given.at(-1) ?? '';
  const json = parseJson(last);
  const candidates: readonly unknown[] = given.length === 1 ? [last, json, [last], [json]] : [given, given.map((text) => parseJson(text) ?? text), last];
  return candidates.find((candidate) => candidate !== undefined && v.safeParse(schema, candidate).success) ?? last;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function parseObject(text: string | null): Readonly<Record<string, unknown>> | null {
  const value = text === null ? undefined : parseJson(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
}
