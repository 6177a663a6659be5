import type { UnixMs } from '#base';
import type { IncidentState } from '../view.ts';
import { gatesOf, type Gate } from './gates.ts';

/** What stands between an incident and its end. */
export interface ClosureView { readonly gates: readonly Gate[] }

/** Gates as of an instant (docs/spec/closure.md). */
export function closureView(state: IncidentState, now: UnixMs): ClosureView {
  return { gates: gatesOf(state, now) };
}
