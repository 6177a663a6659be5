import type { BodyOf } from '../entries/bodies.ts';

/**
 * True unless two approvals come from fewer than two people, or from the one who does it (docs/spec/entries.md section 4.1). `author` stands for
 * the executor while none is named.
 */
export function hasDistinctApprovers({ authority, executor }: Pick<BodyOf<'action'>, 'authority' | 'executor'>, author: string): boolean {
  if (authority.basis !== 'approval' || authority.secondApprover === undefined) return true;
  const people = [authority.approver, authority.secondApprover, executor ?? author].map((name) => name.trim().toLowerCase());
  return new Set(people).size === people.length;
}
