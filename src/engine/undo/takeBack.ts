import { fail, ok, type Failure, type LogId, type Result } from '#base';
import { planRedo, planUndo, type Entry } from '#domain';
import type { RecordFailure, SealedEntry } from '#ipc';
import type { Core } from '../core/core.ts';
import { recordDrafts, type RecordedStep } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';

export interface TakenBack { readonly label: string; readonly entry: SealedEntry }

/** Takes the latest step of this session back by a forward entry. */
export async function undoLatest(core: Core, session: Session, log: LogId): Promise<Result<TakenBack, Failure<RecordFailure | 'nothing-to-undo'>>> {
  const step = session.undo.nextUndo(log);
  const plan = step === null ? null : planUndo(step.entry);
  if (step === null || plan?.ok !== true) return fail('nothing-to-undo', 'there is no step to take back');
  const recorded = await recordDrafts(core, session, log, () => ok([{ draft: plan.value.draft }]));
  if (!recorded.ok) return recorded;
  session.undo.undone(log, firstOf(recorded.value).entry);
  core.changed(log);
  return ok({ label: step.label, entry: firstOf(recorded.value).sealed });
}

/** Brings the step that was taken back last into force again, by a forward entry. */
export async function redoLatest(core: Core, session: Session, log: LogId): Promise<Result<TakenBack, Failure<RecordFailure | 'nothing-to-redo'>>> {
  const step = session.undo.nextRedo(log);
  if (step === null) return fail('nothing-to-redo', 'there is no step to bring back');
  const plan = planRedo({ id: step.entry.id, label: step.label });
  const recorded = await recordDrafts(core, session, log, () => ok([{ draft: plan.draft }]));
  if (!recorded.ok) return recorded;
  session.undo.redone(log, firstOf(recorded.value).entry);
  core.changed(log);
  return ok({ label: step.label, entry: firstOf(recorded.value).sealed });
}

/** Remembers a recorded step for undo, when it is one that can be taken back. */
export function rememberStep(core: Core, session: Session, log: LogId, recorded: RecordedStep): void {
  const { entry } = firstOf(recorded);
  const plan = planUndo(entry);
  if (!plan.ok) return;
  const ref = 'ref' in entry.body ? ` ${entry.body.ref}` : '';
  session.undo.done(log, { label: plan.value.label + ref, entry });
  core.changed(log);
}

function firstOf(recorded: RecordedStep): { readonly entry: Entry; readonly sealed: SealedEntry } {
  const [entry] = recorded.entries;
  const [sealed] = recorded.sealed;
  if (entry === undefined || sealed === undefined) throw new Error('a step without entries');
  return { entry, sealed };
}
