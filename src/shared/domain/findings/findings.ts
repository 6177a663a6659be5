import { isEntityOf, standingOf } from '../entities/select.ts';
import type { Entity, IncidentState } from '../view.ts';
import { joinedWith, nameOf, type EntityName, type LinkInForce } from '../scope/links.ts';

export type FindingProblem = 'no-evidence' | 'supported-without' | 'refuted-without' | 'fact-with-likelihood';
/** A finding with what speaks for and against it (docs/spec/scope.md section 2). */
export interface FindingView { readonly finding: Entity<'finding'>; readonly supports: readonly EntityName[]; readonly contradicts: readonly EntityName[]; readonly problems: readonly FindingProblem[] }

/** Every finding that stands, in the order of the journal. */
export function findingViews(state: IncidentState): readonly FindingView[] {
  return standingOf(state, 'finding').map((finding) => {
    const supports = speaking(state, finding, ['supports', 'evidence-of']);
    const contradicts = speaking(state, finding, ['contradicts']);
    return { finding, supports, contradicts, problems: problemsOf(finding, supports.length, contradicts.length) };
  });
}

function speaking(state: IncidentState, finding: Entity<'finding'>, relations: readonly string[]): readonly EntityName[] {
  // Between two findings the direction says which of them speaks; an entry of another kind always speaks for the finding.
  const counts = (link: LinkInForce): boolean => relations.includes(link.relation) && (link.to === finding.id || !isEntityOf(state.entities.get(link.to), 'finding'));
  return joinedWith(state, finding.id, counts).map(nameOf);
}

function problemsOf({ state, body }: Entity<'finding'>, supports: number, contradicts: number): readonly FindingProblem[] {
  const problems: readonly (readonly [boolean, FindingProblem])[] = [
    [supports + contradicts === 0, 'no-evidence'], [state === 'supported' && supports === 0, 'supported-without'], [state === 'refuted' && contradicts === 0, 'refuted-without'],
    [body.findingKind === 'fact-summary' && body.likelihood !== undefined, 'fact-with-likelihood'],
  ];
  return problems.flatMap(([holds, problem]) => (holds ? [problem] : []));
}
