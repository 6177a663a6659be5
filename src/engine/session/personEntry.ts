import { createEntryId, zoneOffsetMinutes } from '#base';
import type { Entry } from '#domain';
import type { OperatorInput } from '#ipc';
import type { EngineOptions } from '../options.ts';
import type { EngineTime } from '../time/engineTime.ts';

/** The entry that says who works with this device; the workspace begins with it, and so does what it writes in each incident. */
export function personEntry({ options, time }: { readonly options: EngineOptions; readonly time: EngineTime }, prefix: string, operator: OperatorInput): Entry {
  const { zone, random } = options;
  const now = time.now();
  const recorded = { at: now, zone, offsetMinutes: zoneOffsetMinutes(now, zone) };
  const optional = (key: 'role' | 'organisation') => (operator[key] === undefined || operator[key].trim() === '' ? {} : { [key]: operator[key].trim() });
  const body = { name: operator.name.trim(), initials: operator.initials.trim(), prefix, ...optional('role'), ...optional('organisation') };
  return {
    v: 1, id: createEntryId(now, random), kind: 'person', body, author: { name: body.name, prefix, ...optional('role') },
    occurred: { ...recorded, precision: 'second', written: '', clockSource: 'device' }, recorded, source: 'typed', tags: [], links: [],
  };
}
