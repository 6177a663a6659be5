import { ok, type Result } from '#base';
import { malformed, parseEvent, type FileEvent, type ImportedTimeline, type ImportFailure } from '../event/event.ts';

const FORMAT = 'holdfast-timeline';

/** The timeline as one JSON object, one event a line; `zone` is the zone the incident is shown in. */
export function* writeTimelineJson(events: readonly FileEvent[], zone: string): Generator<string> {
  yield `{"format":"${FORMAT}","version":1,"zone":${JSON.stringify(zone)},"events":[`;
  for (const [index, event] of events.entries()) yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(event)}`;
  yield '\n]}\n';
}

/** Reads an own JSON export back. An unknown format or version is refused. */
export function readTimelineJson(text: string): Result<ImportedTimeline, ImportFailure> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return malformed(1, 'not JSON');
  }
  const head = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  if (head.format !== FORMAT || head.version !== 1) return malformed(1, `expected ${FORMAT} version 1`);
  if (!Array.isArray(head.events)) return malformed(1, 'the list of events is missing');
  const events: FileEvent[] = [];
  for (const [index, item] of head.events.entries()) {
    const event = parseEvent(item, index + 2);
    if (!event.ok) return event;
    events.push(event.value);
  }
  return ok({ events, lost: [] });
}
