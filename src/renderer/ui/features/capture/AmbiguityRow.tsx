// A time that can be read in two ways: the readings as numbered choices, nothing is guessed. Keys: arrows or 1, 2 … choose, Enter takes, Escape goes back. Pattern: ARIA toolbar.
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Ambiguity, TimeChoice } from '#domain';
import { Kbd } from '../../kit/Kbd.tsx';
import styles from './Capture.module.css';

export interface AmbiguityRowProps { readonly ambiguity: Ambiguity; readonly onChoose: (choice: TimeChoice) => void; readonly onCancel: () => void }

export function AmbiguityRow({ ambiguity, onChoose, onCancel }: AmbiguityRowProps) {
  const { choices, question } = ambiguity;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => row.current?.querySelector('button')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...(row.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0;
    const numbered = /^[1-9]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined;
    if (event.key === 'Escape') onCancel();
    else if (numbered !== undefined) onChoose(numbered);
    else if (step !== 0) buttons[(at + step + buttons.length) % buttons.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={row} role="toolbar" tabIndex={-1} aria-label={question} className={styles['question']} onKeyDown={onKeyDown}>
      <span className={styles['asked']}>{question}</span>
      {choices.map((choice, index) => (
        <button key={choice.label} type="button" className={styles['choice']} onClick={() => onChoose(choice)}>
          <Kbd keys={String(index + 1)} />
          <span className="mono">{choice.label}</span>
        </button>
      ))}
    </div>
  );
}
