import { ok, type EntityId, type EntryId, type Failure, type LogId, type Result } from '#base';
import type { BodyOf, EntryDraft } from '#domain';
import type { FieldValues } from '../../inspector/fields/values.ts';
import type { Engine } from '../../port/engine.ts';
import { receivedAt, reportDraft } from './reportForm.ts';

/** How far an incident was opened: what is there is not made again. */
export interface Opening { readonly log: LogId | null; readonly incident: EntityId | null; readonly report: EntryId | null; readonly milestone: boolean }
export interface OpeningInput { readonly values: FieldValues; readonly body: BodyOf<'incident'>; readonly basis: string; readonly observed: string }

/**
 * Opens an incident from a report: the incident, the report, the milestone `reported` at the time at which it came in, and for what is only observed the
 * state. Each is sealed on its own; `progress` holds what is sealed, so that a second attempt goes on.
 */
export async function openFromReport(engine: Engine, input: OpeningInput, progress: { current: Opening }): Promise<Result<{ readonly opened: LogId }, Failure>> {
  if (progress.current.log === null) {
    const created = await engine.call('incident.create', { body: input.body, occurred: null });
    if (!created.ok) return created;
    progress.current = { ...progress.current, log: created.value.log, incident: created.value.entry.entryId };
  }
  const { log, incident } = progress.current as Opening & { readonly log: LogId; readonly incident: EntityId };
  const record = (draft: EntryDraft) => engine.call('entry.record', { log, draft });
  if (progress.current.report === null) {
    const report = await record(reportDraft(input.values));
    if (!report.ok) return report;
    progress.current = { ...progress.current, report: report.value.entryId };
  }
  const { report } = progress.current as Opening & { readonly report: EntryId };
  if (!progress.current.milestone) {
    const milestone = await record({ kind: 'milestone', body: { milestone: 'reported', basis: input.basis }, occurred: receivedAt(input.values), links: [{ relation: 'mentions', to: report }] });
    if (!milestone.ok) return milestone;
    progress.current = { ...progress.current, milestone: true };
  }
  if (input.values['observeOnly'] === true) {
    const observed = await record({ kind: 'transition', body: { target: incident, state: 'observed', reason: input.observed }, occurred: null });
    if (!observed.ok) return observed;
  }
  return ok({ opened: log });
}
