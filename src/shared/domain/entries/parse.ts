import * as v from 'valibot';
import type { CborValue, EntryId } from '#base';
import { entryBodies, type EntryKind } from './bodies.ts';
import { entryIdSchema } from './fields.ts';
import { envelopeSchema, type Entry } from './entry.ts';

/** What reading one entry gave; docs/spec/entries.md section 1. `id` is null when not even that could be read. */
export type EntryReading =
  | { readonly outcome: 'known'; readonly entry: Entry; readonly id: EntryId }
  | { readonly outcome: 'newer'; readonly id: EntryId | null }
  | { readonly outcome: 'malformed'; readonly id: EntryId | null; readonly field: string };

/** Reads a decoded entry. Never throws: what cannot be understood is an outcome, and its bytes are kept by the caller. */
export function parseEntry(value: CborValue): EntryReading {
  if (!isMap(value)) return { outcome: 'malformed', id: null, field: 'entry' };
  const idReading = v.safeParse(entryIdSchema, value['id']);
  const id = idReading.success ? idReading.output : null;
  const version = value['v'];
  const kind = value['kind'];
  if (typeof version === 'number' && Number.isSafeInteger(version) && version > 1) return { outcome: 'newer', id };
  if (version === 1 && typeof kind === 'string' && !isEntryKind(kind)) return { outcome: 'newer', id };
  if (typeof kind !== 'string' || !isEntryKind(kind)) return { outcome: 'malformed', id, field: version === 1 ? 'kind' : 'v' };
  const envelope = v.safeParse(envelopeSchema, value);
  if (!envelope.success) return { outcome: 'malformed', id, field: issuePath(envelope.issues[0]) };
  const body = v.safeParse(entryBodies[kind], value['body']);
  if (!body.success) return { outcome: 'malformed', id, field: ['body', issuePath(body.issues[0])].filter((part) => part !== '').join('.') };
  // The pairing of kind and body holds by construction; the compiler cannot follow it through the table.
  return { outcome: 'known', id: envelope.output.id, entry: { ...envelope.output, kind, body: body.output } as Entry };
}

/** True for the kinds of this version. */
export function isEntryKind(kind: string): kind is EntryKind {
  return Object.hasOwn(entryBodies, kind);
}

/** The entry as the value that is encoded, hashed and sealed: fields that are undefined are left out. */
export function entryToValue(entry: Entry): CborValue {
  return withoutUndefined(entry) as CborValue;
}

/** Dotted path of a validation issue, such as `authority.approver`; empty for the whole value. */
export function issuePath(issue: { readonly path?: readonly { readonly key: unknown }[] | undefined }): string {
  return (issue.path ?? []).map((item) => String(item.key)).join('.');
}

/** A deep copy without undefined fields and without minus zero, neither of which has an encoding. */
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (Object.is(value, -0)) return 0;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]) => [key, withoutUndefined(item)]));
}

function isMap(value: CborValue): value is { readonly [key: string]: CborValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
