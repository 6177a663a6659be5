// The board: one list per status, one card per finding. Keys: arrows walk between cards, Shift with left or right asks to move the card to that status,
// Home and End go to the ends of a column. Pattern: one ARIA listbox per column, one tab stop for all.
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { EntityId } from '#base';
import { findingStates, type FindingView } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { stepOnBoard } from './stepOnBoard.ts';
import styles from './findings.module.css';

export interface BoardProps { readonly views: readonly FindingView[]; readonly selected: EntityId | null; readonly onSelect: (id: EntityId) => void; readonly onMove: (id: EntityId, state: string) => void }

export function Board({ views, selected, onSelect, onMove }: BoardProps): ReactNode {
  const t = useText();
  const word = useWord();
  const frame = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const columns = findingStates.map((state) => ({ state, cards: views.filter(({ finding }) => finding.state === state) }));
  const current = views.some(({ finding }) => finding.id === selected) ? selected : (columns.flatMap(({ cards }) => cards)[0]?.finding.id ?? null);
  useEffect(() => {
    if (!wantsFocus.current || selected === null) return;
    wantsFocus.current = false;
    frame.current?.querySelector<HTMLElement>(`[data-card="${selected}"]`)?.focus();
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (current === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = stepOnBoard(columns.map(({ state, cards }) => ({ state, cards: cards.map(({ finding }) => finding.id) })), current, event.key, event.shiftKey);
    if (step === null) return;
    event.preventDefault();
    wantsFocus.current = step.type === 'select';
    if (step.type === 'select') onSelect(step.id);
    else onMove(current, step.state);
  };
  return (
    <div ref={frame} className={styles['board']}>
      {columns.map(({ state, cards }) => (
        <section key={state} className={styles['column']} aria-label={word('findingState', state)}>
          <h2 className={styles['head']}>{word('findingState', state)}<span className={styles['quiet']}>{cards.length}</span></h2>
          {cards.length === 0 ? <p className={styles['quiet']}>{t('scope.none')}</p> : (
            <div role="listbox" data-screen="" aria-label={word('findingState', state)} className={styles['cards']}>
              {cards.map((view) => (
                <div
                  key={view.finding.id} role="option" aria-selected={view.finding.id === selected} tabIndex={view.finding.id === current ? 0 : -1} data-card={view.finding.id} className={styles['card']}
                  onClick={() => { wantsFocus.current = true; onSelect(view.finding.id); }} onFocus={() => { if (view.finding.id !== selected) onSelect(view.finding.id); }} onKeyDown={onKeyDown}
                >
                  <Card view={view} />
                </div>
              ))}
            </div>
          )}
        </section>
      ))}
    </div>
  );
}

function Card({ view: { finding, supports, contradicts, problems } }: { readonly view: FindingView }): ReactNode {
  const t = useText();
  const word = useWord();
  return (
    <>
      <div className={styles['cardHead']}><span className={styles['mono']}>{finding.ref}</span><span className={styles['quiet']}>{word('findingKind', finding.body.findingKind)}</span></div>
      <p className={styles['statement']}>{finding.body.statement}</p>
      <p className={styles['quiet']}>{[finding.body.likelihood === undefined ? null : word('likelihood', finding.body.likelihood), t('scope.confidenceOf', { confidence: word('confidence', finding.body.confidence) })].filter((part) => part !== null).join(' · ')}</p>
      <Named label={t('scope.for')} items={supports} />
      <Named label={t('scope.against')} items={contradicts} />
      {problems.map((problem) => <Badge key={problem} tone="warn">{t(`scope.mark.${problem}`)}</Badge>)}
    </>
  );
}

function Named({ label, items }: { readonly label: string; readonly items: FindingView['supports'] }): ReactNode {
  const t = useText();
  if (items.length === 0) return null;
  return <p className={styles['rests']}><b>{label}</b> {items.slice(0, 4).map((item) => `${item.ref ?? t('inspector.entryNumber', { number: item.number })} ${item.title}`).join('; ')}{items.length > 4 ? ` +${items.length - 4}` : ''}</p>;
}
