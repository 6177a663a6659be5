// The incident as lanes over time; its list is the timeline. Keys: those of a picture, where zooming and panning are in time; V the timeline, Shift E saves as SVG.
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { formatDuration } from '#base';
import { drawSwimlane, wholeWindow, type SwimItem } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Kbd } from '../../kit/Kbd.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select, showScreen } from '../../session/actions.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { Picture, type PictureMove } from '../graph/Picture.tsx';
import styles from '../graph/picture.module.css';
import { usePictureExport } from '../graph/usePictureExport.ts';
import { windowAfter, type TimeWindow } from '../graph/zoom.ts';

const none: readonly SwimItem[] = [];
const hints = [{ keys: 'j', label: 'scope.hint.next' }, { keys: '+', label: 'scope.hint.zoomIn' }, { keys: '-', label: 'scope.hint.zoomOut' }, { keys: 'Alt+ArrowRight', label: 'scope.hint.pan' }, { keys: '0', label: 'scope.hint.whole' }, { keys: 'v', label: 'scope.hint.list' }] as const;

export function SwimlaneScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const time = useTimeText();
  const query = useQuery('swimlane', { log });
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [window, setWindow] = useState<TimeWindow | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const save = usePictureExport(log, 'swimlane');
  const view = query.state === 'ready' ? query.result : null;
  const items = view?.items ?? none;
  const whole = useMemo(() => wholeWindow(items, width), [items, width]);
  const lanes = useMemo(() => ({ adversary: t('scope.lane.adversary'), system: t('scope.lane.system'), action: t('scope.lane.action'), defender: t('scope.lane.defender'), communication: t('scope.lane.communication'), milestone: t('scope.lane.milestone'), clock: t('scope.lane.clock') }), [t]);
  const shown = useMemo(() => ({ ...whole, ...window, width }), [whole, window, width]);
  const drawing = useMemo(() => drawSwimlane(items, shown, { lanes, instant: (at) => time.instant(at), corrected: t('scope.corrected'), pause: formatDuration }), [items, shown, lanes, time, t]);
  const instantOf = useCallback(({ at, isCorrected }: SwimItem) => (isCorrected ? t('timeline.corrected', { time: time.instant(at) }) : time.instant(at)), [t, time]);
  const choices = useMemo(() => {
    const drawn = new Set(drawing.shapes.flatMap((shape) => (shape.item === undefined ? [] : [shape.item])));
    return items.filter(({ id }) => drawn.has(id)).map((item) => ({ id: item.id, label: `${instantOf(item)} ${lanes[item.lane]}: ${item.label}` }));
  }, [drawing, items, lanes, instantOf]);
  const picked = items.find(({ id }) => id === selected);
  const pick = (id: string): void => {
    setSelected(id);
    select(items.find((item) => item.id === id)?.entity ?? null);
  };
  const move = (step: PictureMove): void => setWindow((present) => (step === 'whole' ? null : windowAfter(present ?? whole, whole, step, picked?.at ?? null)));
  useScreenCommands([
    { id: 'swimlane.list', label: 'scope.showTimeline', group: 'screen', keys: ['v'], undo: 'none', run: () => showScreen('timeline') },
    { id: 'swimlane.save', label: 'scope.savePicture', group: 'screen', keys: ['Shift+e'], undo: 'none', when: () => items.length > 0, run: save },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  return (
    <div ref={frame} className={styles['screen']}>
      <div className={styles['bar']}>
        <span className={styles['quiet']}>{view === null ? '' : t('scope.swimCount', { items: items.length, without: view.withoutTime + view.leftOut })}</span>
        <span className={styles['space']} />
        <Button keys="v" onPress={() => showScreen('timeline')}>{t('scope.showTimeline')}</Button>
        {items.length === 0 ? null : <Button keys="Shift+e" onPress={() => void save()}>{t('scope.saveSvg')}</Button>}
      </div>
      {view === null ? <Skeleton /> : items.length === 0 ? <EmptyState title={t('scope.swimEmpty')} text={t('scope.swimEmptyText')} /> : (
        <Picture label={t('scope.swimlane')} drawing={drawing} items={choices} selected={selected} onSelect={pick} onMove={move} scale={1} />
      )}
      {picked === undefined ? null : <div className={styles['about']} role="status"><b>{picked.label}</b><span className={styles['quiet']}>{[instantOf(picked), picked.until === null || picked.until === picked.at ? null : formatDuration(picked.until - picked.at)].filter((part) => part !== null).join(' · ')}</span></div>}
      <footer className={styles['foot']}>{hints.map(({ keys, label }) => <span key={keys} className={styles['hint']}><Kbd keys={keys} />{t(label)}</span>)}</footer>
    </div>
  );
}

/** Width of an element in whole CSS pixels; a usual one before it is drawn. */
function useWidth(frame: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(900);
  useEffect(() => {
    if (frame.current === null) return undefined;
    const observer = new ResizeObserver((entries) => setWidth(Math.max(300, Math.floor(entries[0]?.contentRect.width ?? 900) - 14)));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}
