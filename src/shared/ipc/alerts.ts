import { call, type LogId } from '#base';
import type { AlertList, AlertsView, DeclarationAdvice, ProcedureReview } from '#domain';
import type { RecordFailure } from './recorded.ts';

/** Live queries about alerts, what says that an incident is to be declared, and procedures that wait for a review (docs/spec/intake.md, playbooks.md). */
export interface AlertQueries {
  /** `windowMs`: how far apart alerts of one group may lie. */
  readonly alerts: { readonly params: { readonly log: LogId; readonly windowMs: number }; readonly result: AlertsView };
  readonly declaration: { readonly params: { readonly log: LogId }; readonly result: DeclarationAdvice | null };
  readonly procedures: { readonly params: { readonly log: LogId }; readonly result: readonly ProcedureReview[] };
}

export interface TakenAlerts extends AlertList { readonly recorded: number }

export const alertContract = {
  /**
   * Reads a list of alerts, CSV with a header or one JSON object a line; `record` writes what is new, without it nothing is written. `tool` is the tool where the list names
   * none, `zone` that of times without one, `origin` what the list is called.
   */
  'alerts.take': call<{ readonly log: LogId; readonly text: string; readonly tool: string; readonly zone: string; readonly origin: string; readonly record: boolean }, TakenAlerts, 'nothing-to-import' | RecordFailure>(),
} as const;
