import type { EntityId } from '#base';
import { isEntityOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import { blamesPerson } from '../findings/blame.ts';
import { causeTree, whyChain } from '../findings/causes.ts';
import type { IncidentState } from '../view.ts';

/** The line that answers a leaf of the causal tree that blames a person. */
export const blamelessLine = 'a person is never the last answer: say what made the step likely, what would have caught it, and which control was missing';

/**
 * Why a cause may not be written as it reads, or null (docs/spec/scope.md section 4): its parent is no standing cause or stands below it, or it is a leaf
 * that blames a person. `id` is that of the cause that is amended; null: a new one, which is a leaf.
 */
export function causeFault(body: BodyOf<'cause'>, id: EntityId | null, state: IncidentState): string | null {
  const { parent } = body;
  const nodes = causeTree(state);
  if (parent !== undefined) {
    const above = state.entities.get(parent);
    if (!isEntityOf(above, 'cause') || above.retracted !== null) return 'the field "parent" names no cause that stands';
    if (id !== null && whyChain(nodes, parent).some(({ cause }) => cause.id === id)) return 'the field "parent" names a cause below this one';
  }
  const isLeaf = id === null || (nodes.find(({ cause }) => cause.id === id)?.children.length ?? 0) === 0;
  return isLeaf && blamesPerson(body.text) ? `the field "text" blames: ${blamelessLine}` : null;
}
