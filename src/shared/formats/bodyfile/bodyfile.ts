import { ok, type Result } from '#base';
import { malformed, markedText, sortOut, type FileEvent, type ImportFailure, type LeftOut } from '../event/event.ts';

/** What a bodyfile line can carry of an event: its second, and one line of text. */
export interface BodyfileEvent { readonly atSeconds: number; readonly text: string; readonly number: number }
/** Said with every bodyfile export. */
export const BODYFILE_LOSES: readonly string[] = ['parts of a second', 'zone and text as written', 'precision', 'ranges', 'account, source, technique, evidence, tags and author', 'the characters | and line breaks, written as ^'];

/** Events without a time, and times that the format reads as "not set". */
export function planBodyfile(events: readonly FileEvent[]): { readonly kept: readonly FileEvent[]; readonly leftOut: readonly LeftOut[] } {
  return sortOut(events, (event) => {
    if (event.occurred.at === null) return 'time unknown';
    return Math.floor(event.occurred.at / 1000) <= 0 ? 'before 1970: a bodyfile reads it as not set' : null;
  });
}

/**
 * TSK 3.x bodyfile: `MD5|name|inode|mode|UID|GID|size|atime|mtime|ctime|crtime`, times in whole seconds UTC. The event time stands as
 * mtime, the entry number as inode. `%` becomes `%25`, which mactime undoes; control characters and `|` become `^`, as TSK does.
 */
export function* writeBodyfile(events: readonly FileEvent[]): Generator<string> {
  for (const event of events) {
    const seconds = Math.floor((event.occurred.at ?? 0) / 1000);
    yield `0|${nameOf(event)}|${event.number}|r/r---------|0|0|0|0|${seconds}|0|0\n`;
  }
}

/** Reads an own bodyfile export back as far as the format carries. */
export function readBodyfile(text: string): Result<{ readonly events: readonly BodyfileEvent[]; readonly lost: readonly string[] }, ImportFailure> {
  const events: BodyfileEvent[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const fields = line.split('|');
    const [name, inode, mtime] = [fields[1], fields[2], fields[8]];
    if (fields.length !== 11 || name === undefined || !/^\d+$/.test(inode ?? '') || !/^\d+$/.test(mtime ?? '')) return malformed(index + 1, 'not a bodyfile line of 11 fields');
    events.push({ atSeconds: Number(mtime), text: name.replaceAll('%25', '%'), number: Number(inode) });
  }
  return ok({ events, lost: BODYFILE_LOSES });
}

/** The text of a bodyfile name: track, host and what happened on one line. */
export function bodyfileText(event: FileEvent): string {
  const where = event.host === null ? '' : `${event.host}: `;
  return `[${event.track}] ${where}${markedText(event)}`.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029|]/g, '^');
}

function nameOf(event: FileEvent): string {
  return bodyfileText(event).replaceAll('%', '%25');
}
