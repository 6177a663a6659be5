import { expect, test } from 'vitest';
import type { EntityId } from '#base';
import type { CauseNode } from '#domain';
import { shownNodes, stepInTree } from './stepInTree.ts';

function node(id: string, depth: number, parent: string | null, children: readonly string[] = []): CauseNode {
  return { cause: { id } as CauseNode['cause'], depth, parent: parent as EntityId | null, children: children as readonly EntityId[], evidence: [], problems: [] };
}
const nodes = [node('a', 0, null, ['b', 'd']), node('b', 1, 'a', ['c']), node('c', 2, 'b'), node('d', 1, 'a'), node('e', 0, null)];

test('what is below a folded node is not shown', () => {
  const ids = (folded: readonly string[]) => shownNodes(nodes, new Set(folded)).map(({ cause }) => cause.id);
  expect([ids([]), ids(['b']), ids(['a'])]).toEqual([['a', 'b', 'c', 'd', 'e'], ['a', 'b', 'd', 'e'], ['a', 'e']]);
});

test('arrows walk, fold and climb', () => {
  const go = (at: number, key: string, folded: readonly string[] = []) => {
    const shown = shownNodes(nodes, new Set(folded));
    return stepInTree(shown, shown[at] ?? node('x', 0, null), new Set(folded), key);
  };
  expect([go(0, 'ArrowDown'), go(0, 'ArrowUp'), go(2, 'ArrowLeft'), go(0, 'End')]).toEqual([{ type: 'select', id: 'b' }, null, { type: 'select', id: 'b' }, { type: 'select', id: 'e' }]);
  expect([go(0, 'ArrowRight'), go(0, 'ArrowLeft'), go(1, 'ArrowRight', ['b']), go(1, 'ArrowLeft', ['b']), go(2, 'ArrowRight')]).toEqual([
    { type: 'select', id: 'b' }, { type: 'fold', isFolded: true }, { type: 'fold', isFolded: false }, { type: 'select', id: 'a' }, null,
  ]);
});
