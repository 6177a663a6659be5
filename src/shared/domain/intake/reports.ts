import type { EntityId, EntryId, UnixMs } from '#base';
import { isEntityOf, standingOf } from '../entities/select.ts';
import type { Entity, IncidentState } from '../view.ts';

/** A report with what became of it (docs/spec/intake.md section 1). */
export interface ReportView {
  readonly report: Entity<'intake'>;
  /** The outbound message that acknowledged it, or null. */
  readonly acknowledgement: { readonly message: EntityId; readonly entryId: EntryId; readonly number: number; readonly at: UnixMs | null } | null;
  /** Milliseconds from the happening, by the word of the reporter, to the report; null when one of the times is unknown. */
  readonly delayMs: number | null;
}

/** Reports of an incident in the order of the journal, retracted ones included. */
export function reportViews(reports: readonly Entity<'intake'>[], messages: readonly Entity<'communication'>[]): readonly ReportView[] {
  const answers = acknowledgements(messages);
  return reports.map((report) => {
    const message = answers.get(report.id);
    return { report, acknowledgement: message === undefined ? null : { message: message.id, entryId: message.stamp.entryId, number: message.stamp.number, at: message.stamp.occurred.at }, delayMs: delayOf(report) };
  });
}

/** The message that acknowledged each report, by the id of the report: the earliest that stands. */
export function acknowledgementsOf(state: IncidentState): ReadonlyMap<EntityId, Entity<'communication'>> {
  return acknowledgements(standingOf(state, 'communication'));
}

function acknowledgements(messages: readonly Entity<'communication'>[]): Map<EntityId, Entity<'communication'>> {
  const found = new Map<EntityId, Entity<'communication'>>();
  for (const message of messages) {
    if (message.retracted !== null || !isEntityOf(message, 'communication') || message.body.direction !== 'out') continue;
    for (const target of answeredBy(message)) {
      const before = found.get(target);
      if (before === undefined || timeOf(message) < timeOf(before)) found.set(target, message);
    }
  }
  return found;
}

function answeredBy(message: Entity<'communication'>): readonly EntityId[] {
  const links = [...message.envelope.links, ...message.changes.flatMap((change) => (change.type === 'link' && !change.reverted && change.link.from === message.id ? [change.link] : []))];
  return links.flatMap((link) => (link.relation === 'answers' ? [link.to] : []));
}

function timeOf(message: Entity<'communication'>): number {
  return message.stamp.occurred.at ?? Number.MAX_SAFE_INTEGER;
}

function delayOf(report: Entity<'intake'>): number | null {
  const [happened, received] = [report.body.suspectedAt?.at ?? null, report.stamp.occurred.at];
  return happened === null || received === null ? null : received - happened;
}
