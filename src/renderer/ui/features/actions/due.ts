import type { Entity } from '#domain';

const finished: readonly string[] = ['done', 'verified', 'refused', 'cancelled', 'rolled-back', 'ratified', 'not-ratified', 'handed-over'];

/** True when something with a due time is past it and still open. `now` in Unix milliseconds. */
export function isDue(entity: Entity<'action'> | Entity<'task'>, now: number): boolean {
  const at = entity.body.due?.at;
  return at !== undefined && at !== null && at < now && entity.retracted === null && !finished.includes(entity.state ?? '');
}
