import type { FeedId, UnixMs } from '#base';
import { standingOf, type Entity } from '#domain';
import { feedEntries } from '../witness/feedIndex.ts';
import type { OpenLog } from '../logs/openLog.ts';

/** What the sealed entries say of a device: nothing of it stands in the clear. Times are claims of its clock. */
export interface DevicePerson { readonly name: string | null; readonly organisation: string | null; readonly entries: number; readonly firstAt: UnixMs | null; readonly lastAt: UnixMs | null }
const nobody: DevicePerson = { name: null, organisation: null, entries: 0, firstAt: null, lastAt: null };

/** Device (hexadecimal) that writes each feed of a log. */
export function authorsOf(open: OpenLog): ReadonlyMap<FeedId, string> {
  return new Map(open.reader.heads().map(({ feed, author }) => [feed, author]));
}

/** Who works with each device of a log, by its key in hexadecimal: from its own person entry, else from the author of its newest entry. */
export function peopleOf(open: OpenLog): (device: string) => DevicePerson {
  const authors = authorsOf(open);
  const people = new Map<string, DevicePerson>();
  for (const [feed, { times, author }] of feedEntries(open)) {
    const device = authors.get(feed);
    if (device === undefined) continue;
    const known = people.get(device) ?? nobody;
    const [first, last] = [times.find((at) => at !== null) ?? null, times.findLast((at) => at !== null) ?? null];
    people.set(device, { ...known, name: author?.name ?? known.name, entries: known.entries + times.length, firstAt: least(known.firstAt, first), lastAt: most(known.lastAt, last) });
  }
  for (const person of standingOf(open.state(), 'person')) {
    const device = authors.get(person.stamp.place.feed);
    const known = device === undefined ? undefined : people.get(device);
    if (device !== undefined && known !== undefined) people.set(device, { ...known, name: person.body.name, organisation: person.body.organisation || null });
  }
  return (device) => people.get(device) ?? nobody;
}

/** Fingerprint checks that stand and were made with another device than the one they are about, in order. */
export function checksOf(open: OpenLog): (device: string) => readonly Entity<'fingerprint-check'>[] {
  const authors = authorsOf(open);
  const checks = standingOf(open.state(), 'fingerprint-check');
  return (device) => checks.filter(({ body, stamp }) => body.device === device && authors.get(stamp.place.feed) !== device);
}

function least(left: UnixMs | null, right: UnixMs | null): UnixMs | null {
  return left === null || right === null ? (left ?? right) : left < right ? left : right;
}

function most(left: UnixMs | null, right: UnixMs | null): UnixMs | null {
  return left === null || right === null ? (left ?? right) : left > right ? left : right;
}
