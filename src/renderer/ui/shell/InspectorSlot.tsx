// The inspector at the right for what is selected. Keys: `]` shows and hides it, arrows on its edge resize it.
// Pattern: complementary landmark; its edge is an ARIA separator with a value.
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { EntityId, LogId } from '#base';
import { useText } from '../i18n/intl.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { setInspectorWidth } from '../session/actions.ts';
import { useSession } from '../session/store.ts';
import { usePreferences } from '../session/usePreferences.ts';
import type { ScreenDefinition } from './screen.ts';
import styles from './Inspector.module.css';

const STEP = 20;

export function InspectorSlot({ log, screen, entity }: { readonly log: LogId; readonly screen: ScreenDefinition; readonly entity: EntityId }) {
  const t = useText();
  const width = useSession((state) => state.inspectorWidth);
  const { change } = usePreferences();
  const { Inspector } = screen;
  if (Inspector === null) return null;
  return (
    <aside aria-label={t('shell.inspector')} className={styles['inspector']} style={{ inlineSize: `${width}px` }}>
      <Edge width={width} />
      <div className={styles['close']}><IconButton icon="sidebar" label={t('shell.inspector.hide')} keys="]" onPress={() => change({ inspectorOpen: false })} /></div>
      <div className={styles['content']}><Inspector key={entity} log={log} entity={entity} /></div>
    </aside>
  );
}

function Edge({ width }: { readonly width: number }) {
  const t = useText();
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width };
  };
  const move = (event: PointerEvent): void => {
    if (start.current !== null) setInspectorWidth(start.current.width + start.current.x - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    setInspectorWidth(width + (event.key === 'ArrowLeft' ? STEP : -STEP));
  };
  return (
    <div
      role="separator" tabIndex={0} aria-orientation="vertical" aria-label={t('shell.inspector.width')} aria-valuenow={width} aria-valuemin={260} aria-valuemax={640}
      className={styles['edge']} onPointerDown={begin} onPointerMove={move} onPointerUp={() => { start.current = null; }} onKeyDown={onKeyDown}
    />
  );
}
