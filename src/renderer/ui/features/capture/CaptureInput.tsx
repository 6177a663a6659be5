// The text of the capture bar, growing with its lines, with completion of `@`, `#` and references above it.
// Keys: Enter submits, Shift Enter breaks the line; with offers open: Up and Down move, Tab or Enter takes, Escape closes. Pattern: multi-line textbox with an
// active descendant in a listbox (a textarea may not be a combobox).
import { useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import type { CaptureContext } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { cx } from '../../kit/cx.ts';
import { applyOffer, completeAt, type Completion, type Offer } from './completion.ts';
import styles from './Capture.module.css';

export interface CaptureInputHandle { readonly focus: () => void }
export interface CaptureInputProps {
  readonly ref: Ref<CaptureInputHandle>;
  readonly text: string;
  readonly context: CaptureContext | null;
  readonly isBusy: boolean;
  readonly onChange: (text: string) => void;
  readonly onSubmit: () => void;
  readonly describedBy: string;
}
const LIST_ID = 'capture-offers';

export function CaptureInput({ ref, text, context, isBusy, onChange, onSubmit, describedBy }: CaptureInputProps) {
  const t = useText();
  const word = useWord();
  const area = useRef<HTMLTextAreaElement>(null);
  const caretAfter = useRef<number | null>(null);
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [active, setActive] = useState(0);
  useImperativeHandle(ref, () => ({ focus: () => area.current?.focus() }), []);
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight}px`;
    if (caretAfter.current === null) return;
    element.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  }, [text]);
  const look = (value: string, caret: number): void => {
    setCompletion(context === null ? null : completeAt(value, caret, context));
    setActive(0);
  };
  const take = (offer: Offer | undefined): void => {
    if (completion === null || offer === undefined) return;
    const next = applyOffer(text, completion, offer);
    caretAfter.current = next.caret;
    setCompletion(null);
    onChange(next.text);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (completion !== null && completionKeys(event, completion, active, setActive, take, () => setCompletion(null))) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      onSubmit();
    } else if (event.key === 'Escape') area.current?.blur();
  };
  const isOpen = completion !== null;
  const noteOf = (offer: Offer): string | null => (offer.kind === 'system' || offer.kind === 'account' ? word('entryKind', offer.kind) : offer.title);
  return (
    <div className={styles['field']}>
      {isOpen ? (
        <div id={LIST_ID} role="listbox" aria-label={t('capture.offers')} className={styles['offers']}>
          {completion.offers.map((offer, index) => (
            <div key={offer.insert} id={`${LIST_ID}-${index}`} role="option" tabIndex={-1} aria-selected={index === active} className={cx(styles['offer'], index === active && styles['active'])} onPointerDown={(event) => { event.preventDefault(); take(offer); }}>
              <span className="mono">{offer.label}</span>
              <span className={styles['offerNote']}>{noteOf(offer)}</span>
            </div>
          ))}
        </div>
      ) : null}
      <textarea
        ref={area} rows={1} value={text} readOnly={isBusy} spellCheck={false} autoComplete="off" placeholder={t('capture.placeholder')} className={styles['text']}
        aria-label={t('capture.text')} aria-autocomplete="list" aria-controls={isOpen ? LIST_ID : undefined} aria-haspopup="listbox"
        aria-activedescendant={isOpen ? `${LIST_ID}-${active}` : undefined} aria-describedby={describedBy}
        onChange={(event) => { onChange(event.target.value); look(event.target.value, event.target.selectionStart); }} onBlur={() => setCompletion(null)} onKeyDown={onKeyDown}
      />
    </div>
  );
}

/** Handles the keys of an open list; true when the key was one of them. */
function completionKeys(event: KeyboardEvent, completion: Completion, active: number, move: (index: number) => void, take: (offer: Offer | undefined) => void, close: () => void): boolean {
  const count = completion.offers.length;
  switch (event.key) {
    case 'ArrowDown': move((active + 1) % count); return true;
    case 'ArrowUp': move((active + count - 1) % count); return true;
    case 'Tab': take(completion.offers[active]); return true;
    case 'Enter': if (event.shiftKey) return false; take(completion.offers[active]); return true;
    case 'Escape': close(); return true;
    default: return false;
  }
}
