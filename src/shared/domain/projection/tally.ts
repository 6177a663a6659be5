import type { UnixMs } from '#base';
import { creatingBodies, type CreatingKind } from '../entries/bodies.ts';
import type { Entity, JournalRow, JournalTally } from '../view.ts';

/** What is counted of a journal while it is replayed, so that no screen has to go through all of its rows for it. */
export interface RunningTally extends JournalTally {
  readonly standing: Record<CreatingKind, number>;
  readonly tags: Map<string, number>;
  readonly authors: Map<string, { entries: number; role: string | null; lastAt: UnixMs }>;
}

/** A tally of nothing. */
export function createTally(): RunningTally {
  return { standing: Object.fromEntries(Object.keys(creatingBodies).map((kind) => [kind, 0])) as Record<CreatingKind, number>, tags: new Map(), authors: new Map() };
}

/** Counts a row that joins the journal. Rows come in the order of the journal, so a later role of an author is the one in force. */
export function countRow(tally: RunningTally, { stamp, tags }: JournalRow): void {
  const { name, role } = stamp.author;
  const known = tally.authors.get(name);
  if (known === undefined) tally.authors.set(name, { entries: 1, role: role ?? null, lastAt: stamp.recorded.at });
  else {
    known.entries += 1;
    known.role = role ?? known.role;
    if (stamp.recorded.at > known.lastAt) known.lastAt = stamp.recorded.at;
  }
  for (const tag of tags) countTag(tally, tag, 1);
}

/** Counts the tags of a row that reads otherwise now. */
export function recountRow(tally: RunningTally, before: JournalRow, after: JournalRow): void {
  if (before.tags === after.tags) return;
  for (const tag of before.tags) countTag(tally, tag, -1);
  for (const tag of after.tags) countTag(tally, tag, 1);
}

/** Counts an entity that is new, or stands no longer, or stands again. */
export function countEntity(tally: RunningTally, before: Entity | undefined, after: Entity): void {
  tally.standing[after.kind] += (after.retracted === null ? 1 : 0) - (before !== undefined && before.retracted === null ? 1 : 0);
}

function countTag({ tags }: RunningTally, tag: string, by: number): void {
  const count = (tags.get(tag) ?? 0) + by;
  if (count === 0) tags.delete(tag);
  else tags.set(tag, count);
}
