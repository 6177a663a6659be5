import * as v from 'valibot';
import { fail, ok, type Failure, type Result } from '#base';
import { entryBodies, envelopeSchema, type Entry, type EntryKind } from '#domain';

/** Parses a decoded entry: envelope, then the body of its kind. Fields that this build does not know are left out of the value. */
export function parseEntry(value: unknown): Result<Entry, Failure<'invalid-entry'>> {
  const envelope = v.safeParse(envelopeSchema, value);
  if (!envelope.success) return invalid(envelope.issues);
  const { kind, body } = value as { readonly kind?: unknown; readonly body?: unknown };
  if (typeof kind !== 'string' || !Object.hasOwn(entryBodies, kind)) return fail('invalid-entry', 'the kind of the entry is not known to this build');
  const schema: v.GenericSchema = entryBodies[kind as EntryKind];
  const parsed = v.safeParse(schema, body);
  if (!parsed.success) return invalid(parsed.issues, 'body.');
  return ok({ ...envelope.output, kind, body: parsed.output } as Entry);
}

function invalid(issues: readonly v.BaseIssue<unknown>[], prefix = ''): ReturnType<typeof parseEntry> {
  const path = issues[0] === undefined ? null : v.getDotPath(issues[0]);
  return fail('invalid-entry', `the entry has no valid ${prefix}${path ?? 'form'}`);
}
