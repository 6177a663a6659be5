import { createEntryId, ok, type Failure, type In, type Result } from '#base';
import { entityOf, isEntityOf, isSamePerson, planUndo, labelOf, type BodyOf, type Entity, type EntryDraft, type IncidentState } from '#domain';
import type { EngineContract, ItemAnswer, RecordFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { recordDrafts, type DraftToRecord } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';

/** Records what was said about items of a hand-over, and in the same step what follows from an acceptance: the owner of a task, custody. */
export async function answerItems(core: Core, session: Session, { log, handover, by, answers }: In<EngineContract, 'handover.answer'>): Promise<Result<{ readonly entries: number }, Failure<RecordFailure>>> {
  const recorded = await recordDrafts(core, session, log, (state) => {
    const entity = entityOf(state, 'handover', handover);
    return entity === null ? unknownTarget() : ok(answers.flatMap((answer) => draftsOf(core, state, entity, by, answer)));
  });
  if (!recorded.ok) return recorded;
  for (const entry of recorded.value.entries) if (planUndo(entry).ok) session.undo.done(log, { label: labelOf(entry), entry });
  core.changed(log);
  return ok({ entries: recorded.value.entries.length });
}

function draftsOf(core: Core, state: IncidentState, handover: Entity<'handover'>, by: string, { item: number, outcome, note }: ItemAnswer): readonly DraftToRecord[] {
  const item = handover.body.items[number - 1];
  const links = item?.entity === undefined || !state.entities.has(item.entity) ? [] : [{ relation: 'mentions' as const, to: item.entity }];
  const said: EntryDraft = {
    kind: 'handover-item', occurred: null, links: [{ relation: 'answers', to: handover.id }, ...links],
    body: { handover: handover.id, item: number, outcome, by, ...(note.trim() === '' ? {} : { note: note.trim() }) },
  };
  return [{ draft: said }, ...(outcome === 'accepted' && item !== undefined ? followUps(core, state, handover, item, note.trim()) : [])];
}

function followUps(core: Core, state: IncidentState, { body, ref }: Entity<'handover'>, item: BodyOf<'handover'>['items'][number], note: string): readonly DraftToRecord[] {
  const target = item.entity === undefined ? undefined : state.entities.get(item.entity);
  if (target === undefined) return [];
  const why = `accepted in hand-over ${ref ?? ''}`;
  if (target.kind === 'task' && (item.itemKind === 'task' || item.itemKind === 'expiry')) {
    return [{ draft: { kind: 'amend', occurred: null, body: { target: target.id, field: 'owner', value: JSON.stringify(body.to), reason: why } } }];
  }
  if (isEntityOf(target, 'approval')) return readdressed(target, body, why);
  if (target.kind !== 'evidence' || item.itemKind !== 'custody') return [];
  const release = createEntryId(core.time.now(), core.options.random);
  return [
    { id: release, draft: { kind: 'custody', occurred: null, body: { item: target.id, type: 'release', by: body.from, to: body.to, method: 'hand', purpose: why } } },
    { draft: { kind: 'custody', occurred: null, body: { item: target.id, type: 'receive', by: body.to, release, purpose: why, ...(note === '' ? {} : { note }) } } },
  ];
}

// A request that waits for the outgoing person is asked of the incoming one, by an entry: nothing but who is asked changes. Who asked cannot approve.
function readdressed({ id, body: request, retracted }: Entity<'approval'>, { from, to }: BodyOf<'handover'>, why: string): readonly DraftToRecord[] {
  if (retracted !== null || request.verdict !== undefined || !isSamePerson(request.approver, from) || isSamePerson(request.requestedBy, to)) return [];
  return [
    { draft: { kind: 'approval', occurred: null, links: [{ relation: 'derived-from', to: id }], body: { ...request, ref: '', approver: to, note: why } } },
    { draft: { kind: 'retract', occurred: null, body: { target: id, reason: `asked of ${to} instead, ${why}` } } },
  ];
}
