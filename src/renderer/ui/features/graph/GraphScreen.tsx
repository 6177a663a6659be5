// The attack graph, and the same as a list. Keys: V other view, Shift E saves as SVG; in the picture those of a picture, in the list those of a grid.
import { useMemo, useState, type ReactNode } from 'react';
import type { EntityId } from '#base';
import { drawGraph, type AttackGraph, type GraphNode } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Kbd } from '../../kit/Kbd.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { AboutItem } from './AboutItem.tsx';
import { GraphGrid } from './GraphGrid.tsx';
import { Picture, type PictureMove } from './Picture.tsx';
import styles from './picture.module.css';
import { usePictureExport } from './usePictureExport.ts';
import { zoomed } from './zoom.ts';

type View = 'picture' | 'list';
const nothing: AttackGraph = { nodes: [], edges: [] };
const hints = [{ keys: 'j', label: 'scope.hint.next' }, { keys: '+', label: 'scope.hint.zoomIn' }, { keys: '-', label: 'scope.hint.zoomOut' }, { keys: '0', label: 'scope.hint.whole' }, { keys: 'v', label: 'scope.hint.view' }] as const;

export function GraphScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('graph', { log });
  const [view, setView] = useState<View>('picture');
  const [scale, setScale] = useState(1);
  const [selected, setSelected] = useState<string | null>(null);
  const save = usePictureExport(log, 'attack-graph');
  const graph = query.state === 'ready' ? query.result : nothing;
  const drawing = useGraphDrawing(graph);
  const items = useMemo(() => itemsOf(graph), [graph]);
  const pick = (id: string): void => {
    setSelected(id);
    select(graph.nodes.find((node) => node.id === id)?.entity ?? null);
  };
  const move = (step: PictureMove): void => setScale((present) => zoomed(present, step));
  useScreenCommands([
    { id: 'graph.view', label: 'scope.otherView', group: 'screen', keys: ['v'], undo: 'none', run: () => setView((present) => (present === 'picture' ? 'list' : 'picture')) },
    { id: 'graph.save', label: 'scope.savePicture', group: 'screen', keys: ['Shift+e'], undo: 'none', when: () => graph.nodes.length > 0, run: save },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (query.state === 'loading') return <Skeleton />;
  return (
    <div className={styles['screen']}>
      <div className={styles['bar']}>
        <SegmentedControl label={t('scope.view')} value={view} onChange={setView} choices={[{ value: 'picture', label: t('scope.picture') }, { value: 'list', label: t('scope.list') }]} />
        <span className={styles['quiet']}>{t('scope.graphCount', { nodes: graph.nodes.length, edges: graph.edges.length })}</span>
        <span className={styles['space']} />
        {graph.nodes.length === 0 ? null : <Button keys="Shift+e" onPress={() => void save()}>{t('scope.saveSvg')}</Button>}
      </div>
      {graph.nodes.length === 0 ? <EmptyState title={t('scope.graphEmpty')} text={t('scope.graphEmptyText')} /> : null}
      {graph.nodes.length > 0 && view === 'picture' ? <Picture label={t('scope.graph')} drawing={drawing} items={items} selected={selected} onSelect={pick} onMove={move} scale={scale} /> : null}
      {graph.nodes.length > 0 && view === 'list' ? <GraphGrid graph={graph} selected={selected} onSelect={pick} /> : null}
      <AboutItem log={log} label={labelOf(graph, selected)} events={eventsOf(graph, selected)} />
      {view === 'picture' ? <footer className={styles['foot']}>{hints.map(({ keys, label }) => <span key={keys} className={styles['hint']}><Kbd keys={keys} />{t(label)}</span>)}</footer> : null}
    </div>
  );
}

function useGraphDrawing(graph: AttackGraph): ReturnType<typeof drawGraph> {
  const t = useText();
  const word = useWord();
  return useMemo(() => {
    const lists = { system: 'systemState', account: 'accountState', indicator: 'indicatorState', technique: 'systemState' } as const;
    const state = (node: GraphNode): string => (node.kind === 'technique' ? '' : node.entity === null ? t('scope.namedOnly') : node.state === null ? '' : word(lists[node.kind], node.state));
    return drawGraph(graph, { bands: { technique: t('scope.band.technique'), account: t('scope.band.account'), system: t('scope.band.system'), indicator: t('scope.band.indicator') }, state });
  }, [graph, t, word]);
}

function itemsOf({ nodes }: AttackGraph): readonly { readonly id: string; readonly label: string }[] {
  return nodes.map(({ id, label }) => ({ id, label }));
}

function labelOf({ nodes, edges }: AttackGraph, id: string | null): string | null {
  const edge = edges.find((candidate) => candidate.id === id);
  const name = (node: string): string => nodes.find((candidate) => candidate.id === node)?.label ?? '';
  return edge === undefined ? (nodes.find((node) => node.id === id)?.label ?? null) : `${name(edge.from)} → ${name(edge.to)}`;
}

function eventsOf({ nodes, edges }: AttackGraph, id: string | null): readonly EntityId[] {
  return [...nodes, ...edges].find((candidate) => candidate.id === id)?.events ?? [];
}
