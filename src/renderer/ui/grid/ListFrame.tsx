// Frame of a list screen: filter line and actions above, the grid, position and keys below. Keys: `/` goes to the filter,
// Escape in it clears it, then goes back to the list. ARIA: search landmark around the filter.
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../i18n/intl.tsx';
import type { MessageId } from '../i18n/messages.ts';
import { Kbd } from '../kit/Kbd.tsx';
import { TextField } from '../kit/TextField.tsx';
import type { ListFilter } from './useListFilter.ts';
import { useScreenCommands } from './useScreenCommands.ts';
import styles from './ListFrame.module.css';

export interface KeyHint { readonly keys: readonly string[]; readonly label: MessageId }

export interface ListFrameProps {
  readonly filter: ListFilter;
  readonly placeholder: MessageId;
  /** Buttons at the right of the filter. */
  readonly actions?: ReactNode;
  /** Between the filter and the grid: chips, figures, a histogram. */
  readonly above?: ReactNode;
  readonly position: string;
  readonly hints?: readonly KeyHint[];
  readonly footEnd?: ReactNode;
  readonly children: ReactNode;
}

export function ListFrame({ filter, placeholder, actions, above, position, hints = [], footEnd, children }: ListFrameProps): ReactNode {
  const t = useText();
  const frame = useRef<HTMLDivElement>(null);
  const focusFilter = (): void => frame.current?.querySelector<HTMLInputElement>('[role="search"] input')?.focus();
  const focusList = (): void => frame.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus();
  useScreenCommands([{ id: 'list.filter', label: 'grid.focusFilter', group: 'screen', keys: ['/'], undo: 'none', run: focusFilter }]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && filter.line !== '') filter.setLine('');
    else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') focusList();
    else return;
    event.preventDefault();
  };
  return (
    <div ref={frame} className={styles['frame']}>
      <div className={styles['bar']}>
        <div role="search" className={styles['filter']} onKeyDownCapture={onKeyDown}>
          <TextField label={t('grid.filter')} isLabelHidden isMono value={filter.line} onChange={filter.setLine} placeholder={t(placeholder)} spellCheck="false" autoComplete="off" />
        </div>
        {actions}
      </div>
      {filter.unread.length === 0 ? null : <div role="status" className={styles['unread']}>{t('grid.unread', { tokens: filter.unread.map((token) => `${token.field ?? ''}:${token.value}`).join(' ') })}</div>}
      {above}
      {children}
      <footer className={styles['foot']}>
        <span>{position}</span>
        {[{ keys: ['j', 'k'], label: 'grid.move' as const }, ...hints].map((hint) => (
          <span key={hint.label} className={styles['hint']}>{hint.keys.map((key) => <Kbd key={key} keys={key} />)}{t(hint.label)}</span>
        ))}
        {footEnd === undefined ? null : <span className={styles['footEnd']}>{footEnd}</span>}
      </footer>
    </div>
  );
}

/** The row of chips and figures between the filter and the grid. */
export function ListStrip({ children, end }: { readonly children: ReactNode; readonly end?: ReactNode }): ReactNode {
  return <div className={styles['strip']}>{children}{end === undefined ? null : <span className={styles['stripEnd']}>{end}</span>}</div>;
}
