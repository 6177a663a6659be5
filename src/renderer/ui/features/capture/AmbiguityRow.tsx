// A time that can be read in two ways: the readings as numbered choices, nothing is guessed. Keys: arrows or 1, 2 … choose, Enter takes, Escape goes back. Pattern: ARIA toolbar.
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { formatOccurred, zoneOf, type Occurred } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { Kbd } from '../../kit/Kbd.tsx';
import styles from './Capture.module.css';

export interface AmbiguityRowProps { readonly choices: readonly Occurred[]; readonly zone: string; readonly onChoose: (occurred: Occurred) => void; readonly onCancel: () => void }

export function AmbiguityRow({ choices, zone, onChoose, onCancel }: AmbiguityRowProps) {
  const t = useText();
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
    <div ref={row} role="toolbar" tabIndex={-1} aria-label={t('capture.ambiguous')} className={styles['question']} onKeyDown={onKeyDown}>
      <span className={styles['asked']}>{t('capture.ambiguous')}</span>
      {choices.map((choice, index) => (
        <button key={`${String(choice.at)} ${choice.zone}`} type="button" className={styles['choice']} onClick={() => onChoose(choice)}>
          <Kbd keys={String(index + 1)} />
          <span className="mono">{t('capture.ambiguous.choice', { local: formatOccurred(choice, { in: 'zone', zone: choice.zone === 'UTC' ? zone : zoneOf(choice) }), zone: choice.zone === 'UTC' ? zone : choice.zone, utc: formatOccurred(choice, { in: 'utc' }) })}</span>
        </button>
      ))}
    </div>
  );
}
