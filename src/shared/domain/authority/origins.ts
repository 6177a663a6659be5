import type { EntityId } from '#base';
import { entitiesOf, standingOf } from '../entities/select.ts';
import type { Entity, IncidentState } from '../view.ts';
import { samePerson, type Approval } from './approvals.ts';

/**
 * Where an answer was written (docs/spec/authority.md section 3). `own`: on a console that only the approver has written with; `behalf`: by somebody else, or on a console whose
 * entries in this journal begin with somebody else.
 */
export interface ApprovalOrigin {
  readonly approval: EntityId;
  readonly from: 'own' | 'behalf';
  /** Who the entry names as its author, and the prefix of the console. */
  readonly by: string;
  readonly device: string;
  /** People whom the console named as those who write with it, when that is not the author alone. */
  readonly consoleOf: readonly string[];
  /** Approvals of other people for the same action that were written on the same console, where two people are asked for. */
  readonly sameConsole: readonly { readonly id: EntityId; readonly ref: string | null; readonly approver: string }[];
}

/** Where each answer that stands was written; derived from the author, the feed and the people of the journal, and never believed beyond that. */
export function approvalOrigins(state: IncidentState): readonly ApprovalOrigin[] {
  const answers = standingOf(state, 'approval').filter(({ body }) => body.verdict !== undefined);
  if (answers.length === 0) return [];
  const people = entitiesOf(state, 'person');
  return answers.map((answer) => originOf(answer, answers, people));
}

function originOf(answer: Approval, answers: readonly Approval[], people: readonly Entity<'person'>[]): ApprovalOrigin {
  const { author } = answer.stamp;
  const { approver } = answer.body;
  const names = namesOfConsole(answer, people);
  const isOwn = samePerson(author.name, approver) && names.every((name) => samePerson(name, approver)) && (answer.envelope.onBehalfOf === undefined || samePerson(answer.envelope.onBehalfOf, approver));
  return {
    approval: answer.id, from: isOwn ? 'own' : 'behalf', by: author.name, device: author.prefix, consoleOf: names.every((name) => samePerson(name, author.name)) ? [] : names,
    sameConsole: answers.filter((other) => isOtherSeat(answer, other) && isSameConsole(answer, other)).map(({ id, ref, body }) => ({ id, ref, approver: body.approver })),
  };
}

// What a console writes in a journal begins with the person who works with it; a further feed of the same device has the prefix only.
function namesOfConsole({ stamp }: Approval, people: readonly Entity<'person'>[]): readonly string[] {
  const ofFeed = people.filter((person) => person.stamp.place.feed === stamp.place.feed);
  const known = ofFeed.length > 0 ? ofFeed : people.filter(({ body }) => body.prefix === stamp.author.prefix);
  return [...new Set(known.filter(({ body }) => body.prefix === stamp.author.prefix).map(({ body }) => body.name.trim()))];
}

function isOtherSeat(answer: Approval, other: Approval): boolean {
  const counts = [answer, other].every(({ body }) => body.verdict !== 'refused' && body.seat !== 'single');
  return counts && other.id !== answer.id && other.body.action === answer.body.action && !samePerson(other.body.approver, answer.body.approver);
}

function isSameConsole(answer: Approval, other: Approval): boolean {
  return other.stamp.place.feed === answer.stamp.place.feed || other.stamp.author.prefix === answer.stamp.author.prefix;
}
