import type { Entity } from '../view.ts';

/** The earlier incident that an incident repeats, and why somebody said so; null when it repeats none (docs/spec/intake.md section 10). */
export function recurrenceOf(incident: Entity<'incident'>): { readonly ref: string; readonly reason: string | null } | null {
  const ref = incident.body.recurrenceOf?.trim() ?? '';
  if (ref === '') return null;
  const set = incident.changes.findLast((change) => change.type === 'amend' && change.field === 'recurrenceOf' && !change.reverted);
  return { ref, reason: set?.type === 'amend' ? set.reason : null };
}
