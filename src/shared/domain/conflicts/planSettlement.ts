import type { EntityId, EntryId } from '#base';
import { toLine } from '../entities/title.ts';
import { severities } from '../entries/vocabulary.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entity } from '../view.ts';
import type { EntryDraft } from '../views.ts';
import type { ConflictSide, MergeConflict } from './conflict.ts';

export interface Settling {
  readonly conflict: MergeConflict;
  /** The side that is chosen; null leaves all of them standing, where that can be. */
  readonly chosen: EntryId | null;
  readonly question: string;
  /** What each side says, in words, in the order of the sides; and what is chosen. */
  readonly options: readonly string[];
  readonly choice: string;
  readonly reason: string;
  readonly decidedBy: string;
  /** Entities of the sides, where they are known here. */
  readonly entities: ReadonlyMap<EntityId, Entity>;
}

/**
 * What is recorded to settle a conflict, in one seal (docs/spec/entries.md section 11): the decision that answers all of its entries, and what carries it out.
 * A conflict that only attestations settle has no such plan.
 */
export function planSettlement(settling: Settling): readonly EntryDraft[] {
  const { conflict, chosen, question, options, choice, reason, decidedBy } = settling;
  const side = conflict.sides.find(({ stamp }) => stamp.entryId === chosen) ?? null;
  return [
    {
      kind: 'decision', occurred: null, links: conflict.sides.map(({ stamp }) => ({ relation: 'answers' as const, to: stamp.entryId })),
      body: { ref: '', question: toLine(question), options: options.map(toLine), choice: toLine(choice), reason, decidedBy, consulted: [], state: 'decided' },
    },
    ...(side === null ? [] : effectsOf(settling, side)),
  ];
}

/** What a person records who has looked at a notice, or who has to attest. */
export function planAttest(conflict: MergeConflict, note: string): EntryDraft {
  return { kind: 'attest', occurred: null, body: { target: conflict.since.entryId, verdict: 'confirm', ...(note.trim() === '' ? {} : { note: note.trim() }) } };
}

/** Kinds that a decision may leave as they stand, without choosing. */
export function mayLeave({ kind }: Pick<MergeConflict, 'kind'>): boolean {
  return kind === 'milestone' || kind === 'incident-twice';
}

function effectsOf({ conflict, reason, entities }: Settling, side: ConflictSide): readonly EntryDraft[] {
  const others = conflict.sides.filter((other) => other !== side);
  switch (conflict.kind) {
    case 'coordinators':
      return [{ kind: 'assignment', occurred: null, body: assignmentOf(entities.get(side.entity), side.value ?? '') }];
    case 'severity':
      return [severityDraft(conflict, side, entities.get(side.entity), reason)];
    case 'approval':
      return others.filter((other) => other.counts !== side.counts).map((other) => retract(other, reason));
    case 'milestone':
      return conflict.about === 'occurred' ? [amend(conflict, side, reason)] : others.map((other) => retract(other, reason));
    case 'indicator':
      return conflict.sides.every(({ entity }) => entity === side.entity) ? [amend(conflict, side, reason)] : others.map((other) => ({ kind: 'amend', occurred: null, body: { target: other.entity, field: 'verdict', ...(side.value === null ? {} : { value: side.value }), reason } }));
    case 'field': case 'contact':
      return [amend(conflict, side, reason)];
    case 'incident-twice':
      return others.filter(({ entity }) => entity !== conflict.subject.id).map(({ entity }) => ({ kind: 'amend', occurred: null, body: { target: entity, field: 'duplicateOf', value: JSON.stringify(refOf(entities.get(side.entity))), reason } }));
    default:
      return [];
  }
}

function amend({ subject, about }: MergeConflict, { value }: ConflictSide, reason: string): EntryDraft {
  return { kind: 'amend', occurred: null, body: { target: subject.id, field: about ?? '', ...(value === null ? {} : { value }), reason } };
}

function retract({ entity }: ConflictSide, reason: string): EntryDraft {
  return { kind: 'retract', occurred: null, body: { target: entity, reason } };
}

// Of several people one accepts again, by somebody who has seen all of them: that ends the other acceptances.
function assignmentOf(assignment: Entity | undefined, person: string): BodyOf<'assignment'> {
  const own = assignment?.kind === 'assignment' ? (assignment as Entity<'assignment'>).body : null;
  return { role: 'incident-coordinator', person, state: 'accepted', ...(own === null || own.person !== person ? {} : { ...(own.organisation === undefined ? {} : { organisation: own.organisation }), ...(own.contact === undefined ? {} : { contact: own.contact }), ...(own.qualifications === undefined ? {} : { qualifications: own.qualifications }) }) };
}

// What was assessed is assessed again with the same findings; what the incident said is amended.
function severityDraft({ subject }: MergeConflict, side: ConflictSide, source: Entity | undefined, reason: string): EntryDraft {
  if (source?.kind === 'assessment') return { kind: 'assessment', occurred: null, body: { ...(source as Entity<'assessment'>).body, reason } };
  const severity = severities.find((each) => each === side.value);
  if (severity === undefined) throw new Error('a side of a conflict of severities has no severity');
  return { kind: 'amend', occurred: null, body: { target: subject.id, field: 'severity', value: JSON.stringify(severity), reason } };
}

function refOf(incident: Entity | undefined): string {
  return incident?.ref ?? '';
}
