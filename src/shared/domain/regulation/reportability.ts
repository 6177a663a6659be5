import { standingOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import { groupBy } from '../playbooks/groupBy.ts';
import type { Entity, IncidentState } from '../view.ts';

/** The answer that counts for a regime, and those that stand beside it because neither author had seen the other. */
export interface AnswerInForce { readonly regime: string; readonly answer: Entity<'reportability'>; readonly beside: readonly Entity<'reportability'>[] }

/** The worse answer counts: a duty to report before an open question before none. */
const worstFirst: Readonly<Record<BodyOf<'reportability'>['answer'], number>> = { reportable: 0, undetermined: 1, 'not-reportable': 2 };

/**
 * Answers in force, one per regime in the order in which regimes were first answered (docs/spec/packs.md section 5): those that no standing answer
 * supersedes; of several the worst, and of equals the last.
 */
export function answersInForce(state: IncidentState): readonly AnswerInForce[] {
  const standing = standingOf(state, 'reportability');
  const superseded = new Set(standing.flatMap(({ body }) => (body.supersedes ?? []) as readonly string[]));
  const byRegime = groupBy(standing.filter(({ id }) => !superseded.has(id)), ({ body }) => body.regime);
  return [...byRegime].flatMap(([regime, answers]): readonly AnswerInForce[] => {
    const answer = answers.reduce<Entity<'reportability'> | null>((worst, each) => (worst === null || worstFirst[each.body.answer] <= worstFirst[worst.body.answer] ? each : worst), null);
    return answer === null ? [] : [{ regime, answer, beside: answers.filter((each) => each !== answer) }];
  });
}
