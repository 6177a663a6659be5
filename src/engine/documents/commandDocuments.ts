import { entitiesOf, entityOf, planVersions, type DocumentProfile, type Entity } from '#domain';
import { buildHandoverSheet, buildPlan, buildSitrep, type ReportDocument, type ReportInput } from '#report';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import type { Request } from './request.ts';
import { inputAt } from './inputAt.ts';

const types = ['handover', 'sitrep', 'plan'] as const;
export type CommandDocument = (typeof types)[number];

/** True for documents that are printed from the journal as it stood when their entry was written. */
export function isCommandDocument(type: Request['type']): type is CommandDocument {
  return types.includes(type as CommandDocument);
}

/** The pages of a hand-over, a situation report or a plan: of the entry named, or the newest. Built from the journal up to the heads that the entry stands on; null when there is none. */
export function buildCommandDocument(session: Session, open: OpenLog, now: ReportInput, type: CommandDocument, items: Request['items'], profile?: DocumentProfile): ReportDocument | null {
  if (type === 'plan') {
    const plan = items.length > 0 ? named(now, 'plan', items) : planVersions(entitiesOf(now.state, 'plan'))[0];
    return plan === undefined ? null : buildPlan(now, plan);
  }
  const entity = items.length > 0 ? named(now, type, items) : entitiesOf(now.state, type).findLast(({ retracted }) => retracted === null);
  if (entity === undefined) return null;
  const then = inputAt(session, open, entity.body.heads, now, profile);
  if (then.state.incident === null) return null;
  return type === 'handover' ? buildHandoverSheet(then, entity.body as Entity<'handover'>['body']) : buildSitrep(then, entity.body as Entity<'sitrep'>['body']);
}

function named<K extends CommandDocument>(input: ReportInput, kind: K, [item]: Request['items']): Entity<K> | undefined {
  return item === undefined ? undefined : (entityOf(input.state, kind, item) ?? undefined);
}
