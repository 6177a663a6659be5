import type { EntityId } from '#base';
import type { CauseNode } from '#domain';

export type TreeStep = { readonly type: 'select'; readonly id: EntityId } | { readonly type: 'fold'; readonly isFolded: boolean };

/** Nodes that are not below a folded one, in order. */
export function shownNodes(nodes: readonly CauseNode[], folded: ReadonlySet<string>): readonly CauseNode[] {
  let hiddenBelow: number | null = null;
  return nodes.filter((node) => {
    if (hiddenBelow !== null && node.depth > hiddenBelow) return false;
    hiddenBelow = folded.has(node.cause.id) ? node.depth : null;
    return true;
  });
}

/** What a key means in the tree, as the ARIA pattern has it; null for nothing. */
export function stepInTree(shown: readonly CauseNode[], current: CauseNode, folded: ReadonlySet<string>, key: string): TreeStep | null {
  const at = shown.indexOf(current);
  const go = (node: CauseNode | undefined): TreeStep | null => (node === undefined ? null : { type: 'select', id: node.cause.id });
  const canFold = current.children.length > 0;
  switch (key) {
    case 'ArrowDown': return go(shown[at + 1]);
    case 'ArrowUp': return go(shown[at - 1]);
    case 'Home': return go(shown[0]);
    case 'End': return go(shown.at(-1));
    case 'ArrowRight': return !canFold ? null : folded.has(current.cause.id) ? { type: 'fold', isFolded: false } : go(shown[at + 1]);
    case 'ArrowLeft': return canFold && !folded.has(current.cause.id) ? { type: 'fold', isFolded: true } : current.parent === null ? null : { type: 'select', id: current.parent };
    default: return null;
  }
}
