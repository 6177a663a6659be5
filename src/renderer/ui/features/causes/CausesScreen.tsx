// The causal tree: why, and why again. Keys: N what is to be explained, C a why below, B another why beside, P hangs it elsewhere, E what it rests on;
// up and down walk, left goes to the node above or folds, right unfolds or goes below, Home and End. Pattern: ARIA tree, one tab stop.
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { EntityId } from '#base';
import type { CauseNode } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Kbd } from '../../kit/Kbd.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import { useSelection } from '../../session/useSelection.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { CauseDialog } from './CauseDialog.tsx';
import styles from './causes.module.css';
import { MoveDialog } from './MoveDialog.tsx';
import { shownNodes, stepInTree } from './stepInTree.ts';

type Open = { readonly type: 'add'; readonly above: EntityId | null } | { readonly type: 'move' } | null;
const hints = [{ keys: 'c', label: 'scope.hint.why' }, { keys: 'b', label: 'scope.hint.beside' }, { keys: 'p', label: 'scope.hint.elsewhere' }, { keys: 'e', label: 'scope.hint.basis' }, { keys: 'n', label: 'scope.hint.top' }] as const;

export function CausesScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('causes', { log });
  const selected = useSelection();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<Open>(null);
  const nodes = query.state === 'ready' ? query.result : [];
  const node = nodes.find(({ cause }) => cause.id === selected) ?? null;
  const hasNode = (): boolean => node !== null;
  useScreenCommands([
    { id: 'causes.top', label: 'scope.addTop', group: 'record', keys: ['n'], undo: 'entry', run: () => setOpen({ type: 'add', above: null }) },
    { id: 'causes.child', label: 'scope.addWhy', group: 'record', keys: ['c'], undo: 'entry', when: hasNode, run: () => setOpen({ type: 'add', above: node?.cause.id ?? null }) },
    { id: 'causes.sibling', label: 'scope.addBeside', group: 'record', keys: ['b'], undo: 'entry', when: hasNode, run: () => setOpen({ type: 'add', above: node?.parent ?? null }) },
    { id: 'causes.move', label: 'scope.moveCommand', group: 'record', keys: ['p'], undo: 'entry', when: hasNode, run: () => setOpen({ type: 'move' }) },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (query.state === 'loading') return <Skeleton />;
  const fold = (id: string, isFolded: boolean): void => setFolded((present) => (isFolded ? new Set([...present, id]) : new Set([...present].filter((other) => other !== id))));
  return (
    <div className={styles['screen']}>
      <div className={styles['bar']}>
        <span className={styles['quiet']}>{t('scope.blamelessLine')}</span>
        <span className={styles['space']} />
        {node === null ? null : <Button keys="c" onPress={() => setOpen({ type: 'add', above: node.cause.id })}>{t('scope.why')}</Button>}
        <Button variant="primary" keys="n" onPress={() => setOpen({ type: 'add', above: null })}>{t('scope.addTop')}</Button>
      </div>
      {nodes.length === 0 ? <EmptyState title={t('scope.causesEmpty')} text={t('scope.causesEmptyText')} /> : <Tree nodes={nodes} selected={selected} folded={folded} onFold={fold} />}
      <footer className={styles['foot']}>{hints.map(({ keys, label }) => <span key={keys} className={styles['hint']}><Kbd keys={keys} />{t(label)}</span>)}</footer>
      {open?.type === 'add' ? <CauseDialog log={log} above={nodes.find(({ cause }) => cause.id === open.above) ?? null} onClose={() => setOpen(null)} onSealed={select} /> : null}
      {open?.type === 'move' && node !== null ? <MoveDialog log={log} nodes={nodes} node={node} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

function Tree({ nodes, selected, folded, onFold }: { readonly nodes: readonly CauseNode[]; readonly selected: EntityId | null; readonly folded: ReadonlySet<string>; readonly onFold: (id: string, isFolded: boolean) => void }): ReactNode {
  const t = useText();
  const tree = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const shown = shownNodes(nodes, folded);
  const current = shown.find(({ cause }) => cause.id === selected) ?? shown[0];
  useEffect(() => {
    if (!wantsFocus.current || selected === null) return;
    wantsFocus.current = false;
    tree.current?.querySelector<HTMLElement>(`[data-node="${selected}"]`)?.focus();
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (current === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const step = stepInTree(shown, current, folded, event.key);
    if (step === null) return;
    event.preventDefault();
    if (step.type === 'fold') onFold(current.cause.id, step.isFolded);
    else {
      wantsFocus.current = true;
      select(step.id);
    }
  };
  return (
    <div ref={tree} role="tree" aria-label={t('scope.causes')} className={styles['tree']}>
      {shown.map((node) => (
        <div
          key={node.cause.id} role="treeitem" aria-level={node.depth + 1} aria-selected={node.cause.id === selected} tabIndex={node === current ? 0 : -1} data-node={node.cause.id} className={styles['node']}
          {...(node.children.length === 0 ? {} : { 'aria-expanded': !folded.has(node.cause.id) })} style={{ paddingInlineStart: `calc(var(--space-5) + ${Math.min(node.depth, 16)} * var(--space-7))` }}
          onClick={() => { wantsFocus.current = true; select(node.cause.id); }} onFocus={() => { if (node.cause.id !== selected) select(node.cause.id); }} onKeyDown={onKeyDown}
        >
          <NodeLine node={node} isFolded={folded.has(node.cause.id)} />
        </div>
      ))}
    </div>
  );
}

function NodeLine({ node, isFolded }: { readonly node: CauseNode; readonly isFolded: boolean }): ReactNode {
  const t = useText();
  const word = useWord();
  return (
    <>
      <span className={styles['depth']} aria-hidden="true">{node.children.length === 0 ? '·' : isFolded ? '▸' : '▾'}</span>
      <span className={styles['text']}>{node.cause.body.text}</span>
      <Badge tone={node.cause.body.causeType === 'control-worked' ? 'ok' : node.cause.body.causeType === 'control-failed' || node.cause.body.causeType === 'control-absent' ? 'danger' : 'neutral'}>{word('causeType', node.cause.body.causeType)}</Badge>
      <span className={styles['quiet']}>{node.depth === 0 ? t('scope.top') : t('scope.whyNumber', { number: node.depth })}</span>
      <span className={styles['quiet']}>{node.evidence.length === 0 ? t('scope.noBasis') : node.evidence.map((item) => item.ref ?? t('inspector.entryNumber', { number: item.number })).join(', ')}</span>
      {node.problems.map((problem) => <Badge key={problem} tone="warn">{t(`scope.causeMark.${problem}`)}</Badge>)}
    </>
  );
}
