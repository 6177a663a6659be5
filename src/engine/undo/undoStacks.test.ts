import { expect, test } from 'vitest';
import type { LogId } from '#base';
import type { Entry } from '#domain';
import { createUndoStacks } from './undoStacks.ts';

const log = 'a'.repeat(32) as LogId;
const other = 'b'.repeat(32) as LogId;
const entry = (id: string) => ({ id, kind: 'note' }) as Entry;

test('a step goes from undo to redo and back, carried by the newest entry', () => {
  const stacks = createUndoStacks();
  stacks.done(log, { label: 'Note', entry: entry('one') });
  expect(stacks.labels(log)).toEqual({ undoLabel: 'Note', redoLabel: null });
  stacks.undone(log, entry('two'));
  expect(stacks.labels(log)).toEqual({ undoLabel: null, redoLabel: 'Note' });
  expect(stacks.nextRedo(log)?.entry.id).toBe('two');
  stacks.redone(log, entry('three'));
  expect(stacks.nextUndo(log)?.entry.id).toBe('three');
});

test('a new step forgets what could be brought back, in its own log only', () => {
  const stacks = createUndoStacks();
  for (const place of [log, other]) {
    stacks.done(place, { label: 'Note', entry: entry('one') });
    stacks.undone(place, entry('two'));
  }
  stacks.done(log, { label: 'Task', entry: entry('three') });
  expect(stacks.nextRedo(log)).toBeNull();
  expect(stacks.nextRedo(other)).not.toBeNull();
});
