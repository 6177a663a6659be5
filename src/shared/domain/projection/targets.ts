import { err, exhaustive, ok, type EntityId, type EntryId, type Result } from '#base';
import type { EntryKind } from '../entries/bodies.ts';
import { statesOf } from '../rules/nextStates.ts';
import type { ActingEntry } from './record.ts';

interface Subject { readonly kind: EntryKind; readonly of: readonly EntityId[] }
export interface DanglingTarget { readonly kind: 'dangling' | 'wrong-target'; readonly message: string; readonly target: EntryId }

const revertible: readonly EntryKind[] = ['amend', 'retract', 'transition', 'link', 'revert'];

/**
 * Entities that an acting entry touches, the one it acts on first; or why it has no effect (docs/spec/entries.md section 5):
 * its target is not known before it, or is of a kind that it cannot act on.
 */
export function targetsOf(entry: ActingEntry, find: (id: EntryId) => Subject | null): Result<readonly EntityId[], DanglingTarget> {
  switch (entry.kind) {
    case 'amend':
      return creation(entry.body.target, find, 'only an entry that created something can be amended');
    case 'retract': {
      const target = creation(entry.body.target, find, 'a step is taken back by a revert, not by a retraction');
      return target.ok && find(entry.body.target)?.kind === 'incident' ? wrong(entry.body.target, 'an incident is closed, not retracted') : target;
    }
    case 'transition': {
      const target = creation(entry.body.target, find, 'only what was created has a state');
      const kind = find(entry.body.target)?.kind;
      return target.ok && kind !== undefined && !hasStates(kind) ? wrong(entry.body.target, 'this kind has no states') : target;
    }
    case 'custody': {
      const target = creation(entry.body.item, find, 'custody is kept of evidence only');
      return target.ok && find(entry.body.item)?.kind !== 'evidence' ? wrong(entry.body.item, 'custody is kept of evidence only') : target;
    }
    case 'link': {
      const from = creation(entry.body.from, find, 'a link begins at an entity');
      if (!from.ok) return from;
      const to = creation(entry.body.to, find, 'a link ends at an entity');
      return to.ok ? ok([...new Set([...from.value, ...to.value])]) : to;
    }
    case 'revert': {
      const subject = find(entry.body.target);
      if (subject === null) return dangling(entry.body.target);
      return revertible.includes(subject.kind) ? ok(subject.of) : wrong(entry.body.target, 'this kind of entry cannot be taken back by a revert');
    }
    case 'attest': {
      const subject = find(entry.body.target);
      return subject === null ? dangling(entry.body.target) : ok(subject.of.slice(0, 1));
    }
    default:
      return exhaustive(entry);
  }
}

function creation(target: EntryId, find: (id: EntryId) => Subject | null, otherwise: string): Result<readonly EntityId[], DanglingTarget> {
  const subject = find(target);
  if (subject === null) return dangling(target);
  return subject.of[0] === target ? ok([target]) : wrong(target, otherwise);
}

function hasStates(kind: EntryKind): boolean {
  switch (kind) {
    case 'amend': case 'retract': case 'revert': case 'transition': case 'custody': case 'link': case 'attest':
      return false;
    default:
      return statesOf(kind).length > 0;
  }
}

function dangling(target: EntryId): Result<never, DanglingTarget> {
  return err({ kind: 'dangling', message: 'points at an entry that is not known before it', target });
}

function wrong(target: EntryId, message: string): Result<never, DanglingTarget> {
  return err({ kind: 'wrong-target', message, target });
}
