import type { LogId } from '#base';
import type { Entry } from '#domain';

/** A step of this session that can be taken back: what it was called, and the entry that carries it now. */
export interface UndoStep { readonly label: string; readonly entry: Entry; /** Further entries of the same step. */ readonly more?: readonly Entry[] }

/** Undo per log and session: forward entries only, and what others wrote later stays. Lock ends it. */
export interface UndoStacks {
  readonly done: (log: LogId, step: UndoStep) => void;
  readonly nextUndo: (log: LogId) => UndoStep | null;
  readonly nextRedo: (log: LogId) => UndoStep | null;
  /** The step was taken back by this entry. */
  readonly undone: (log: LogId, by: Entry, more?: readonly Entry[]) => void;
  /** The step was brought back by this entry. */
  readonly redone: (log: LogId, by: Entry, more?: readonly Entry[]) => void;
  readonly labels: (log: LogId) => { readonly undoLabel: string | null; readonly redoLabel: string | null };
}

/** Empty stacks. */
export function createUndoStacks(): UndoStacks {
  const undo = new Map<LogId, UndoStep[]>();
  const redo = new Map<LogId, UndoStep[]>();
  const of = (stacks: Map<LogId, UndoStep[]>, log: LogId) => {
    const known = stacks.get(log) ?? [];
    stacks.set(log, known);
    return known;
  };
  const move = (from: Map<LogId, UndoStep[]>, to: Map<LogId, UndoStep[]>, log: LogId, entry: Entry, more: readonly Entry[] = []) => {
    const step = of(from, log).pop();
    if (step !== undefined) of(to, log).push({ label: step.label, entry, more });
  };
  return {
    done: (log, step) => {
      of(undo, log).push(step);
      redo.delete(log);
    },
    nextUndo: (log) => of(undo, log).at(-1) ?? null,
    nextRedo: (log) => of(redo, log).at(-1) ?? null,
    undone: (log, by, more) => move(undo, redo, log, by, more),
    redone: (log, by, more) => move(redo, undo, log, by, more),
    labels: (log) => ({ undoLabel: of(undo, log).at(-1)?.label ?? null, redoLabel: of(redo, log).at(-1)?.label ?? null }),
  };
}
