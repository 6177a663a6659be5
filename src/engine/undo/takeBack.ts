import { fail, ok, type Failure, type LogId, type Result } from '#base';
import { labelOf, planRedo, planUndo, type Entry } from '#domain';
import type { RecordFailure, SealedEntry } from '#ipc';
import type { Core } from '../core/core.ts';
import { recordDrafts, type RecordedStep } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import type { UndoStep } from './undoStacks.ts';

export interface TakenBack { readonly label: string; readonly entry: SealedEntry }

/** Takes the latest step of this session back by forward entries, the last entry of the step first. */
export async function undoLatest(core: Core, session: Session, log: LogId): Promise<Result<TakenBack, Failure<RecordFailure | 'nothing-to-undo'>>> {
  const step = session.undo.nextUndo(log);
  const plans = step === null ? [] : entriesOf(step).flatMap((entry) => {
    const plan = planUndo(entry);
    return plan.ok ? [plan.value.draft] : [];
  });
  if (step === null || plans.length === 0) return fail('nothing-to-undo', 'there is no step to take back');
  const recorded = await recordDrafts(core, session, log, () => ok(plans.toReversed().map((draft) => ({ draft }))));
  if (!recorded.ok) return recorded;
  session.undo.undone(log, firstOf(recorded.value).entry, recorded.value.entries.slice(1));
  core.changed(log);
  return ok({ label: step.label, entry: firstOf(recorded.value).sealed });
}

/** Brings the step that was taken back last into force again, by forward entries. */
export async function redoLatest(core: Core, session: Session, log: LogId): Promise<Result<TakenBack, Failure<RecordFailure | 'nothing-to-redo'>>> {
  const step = session.undo.nextRedo(log);
  if (step === null) return fail('nothing-to-redo', 'there is no step to bring back');
  const drafts = entriesOf(step).toReversed().map((entry) => planRedo({ id: entry.id, label: step.label }).draft);
  const recorded = await recordDrafts(core, session, log, () => ok(drafts.map((draft) => ({ draft }))));
  if (!recorded.ok) return recorded;
  session.undo.redone(log, firstOf(recorded.value).entry, recorded.value.entries.slice(1));
  core.changed(log);
  return ok({ label: step.label, entry: firstOf(recorded.value).sealed });
}

/** Remembers a recorded step for undo, when it is one that can be taken back. */
export function rememberStep(core: Core, session: Session, log: LogId, recorded: RecordedStep): void {
  rememberGroup(core, session, log, null, recorded.entries);
}

/** Remembers several entries as one step; without a label it is called after its first entry. Those that stay by their nature are left out. */
export function rememberGroup(core: Core, session: Session, log: LogId, label: string | null, entries: readonly Entry[]): void {
  const [entry, ...others] = entries;
  if (entry === undefined || !planUndo(entry).ok) return;
  const more = others.filter((one) => planUndo(one).ok);
  const ref = 'ref' in entry.body ? ` ${entry.body.ref}` : '';
  session.undo.done(log, { label: label ?? labelOf(entry) + ref, entry, more });
  core.changed(log);
}

function entriesOf(step: UndoStep): readonly Entry[] {
  return [step.entry, ...(step.more ?? [])];
}

function firstOf(recorded: RecordedStep): { readonly entry: Entry; readonly sealed: SealedEntry } {
  const [entry] = recorded.entries;
  const [sealed] = recorded.sealed;
  if (entry === undefined || sealed === undefined) throw new Error('a step without entries');
  return { entry, sealed };
}
