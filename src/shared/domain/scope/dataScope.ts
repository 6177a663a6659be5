import { standingOf } from '../entities/select.ts';
import type { IncidentState } from '../view.ts';

/** What is known of the data in scope (docs/spec/scope.md section 1). */
export interface DataScope { readonly sets: number; readonly open: number; readonly disclosed: number; readonly persons: number; readonly isAtLeast: boolean }

/** Sums over the standing data sets. `persons` leaves out what was not disclosed; `isAtLeast` when a set has no count. */
export function dataScope(state: IncidentState): DataScope {
  const sets = standingOf(state, 'data-set');
  const touched = sets.filter(({ body }) => body.disclosed !== 'no');
  return {
    sets: sets.length, open: sets.filter(({ body }) => body.disclosed === 'unknown' || body.disclosed === 'potentially').length, disclosed: sets.filter(({ body }) => body.disclosed === 'yes').length,
    persons: touched.reduce((sum, { body }) => Math.min(sum + (body.persons ?? 0), Number.MAX_SAFE_INTEGER), 0), isAtLeast: touched.some(({ body }) => body.persons === undefined),
  };
}
