// A time as people write it (`14:05`, `yesterday 22:10`, `~06:50`), with its reading below before anything is recorded.
// Keys: as a text field; when two readings are possible, they are buttons under it. Pattern: labelled input with live description.
import { useEffect, useRef } from 'react';
import type { Occurred } from '#domain';
import { useText } from '../i18n/intl.tsx';
import { useUnits } from '../i18n/format.ts';
import { useSession } from '../session/store.ts';
import { Button } from './Button.tsx';
import { occurredToText } from './DateTime.tsx';
import { readTime } from './readTime.ts';
import { TextField } from './TextField.tsx';
import styles from './field.module.css';

export interface TimeFieldProps {
  readonly label: string;
  /** What stands in the field. */
  readonly written: string;
  /** The text and its reading: null while it is empty, ambiguous or unreadable. */
  readonly onChange: (written: string, occurred: Occurred | null) => void;
  /** Zone in which a time without one is read; the operator's zone when left out. */
  readonly zone?: string;
  readonly help?: string;
  readonly isRequired?: boolean;
  readonly autoFocus?: boolean;
}

export function TimeField({ label, written, onChange, zone, help, isRequired = false, autoFocus = false }: TimeFieldProps) {
  const t = useText();
  const { span } = useUnits();
  const ownZone = useSession((state) => state.preferences.zone);
  const context = { zone: zone ?? ownZone, now: Date.now() };
  const chosen = useRef<Occurred | null>(null);
  const reading = readTime(written, context);
  const settled = reading.state === 'read' ? reading.occurred : chosen.current?.written === written ? chosen.current : null;
  const change = (text: string): void => {
    chosen.current = null;
    const next = readTime(text, context);
    onChange(text, next.state === 'read' ? next.occurred : null);
  };
  // A text that was restored or preset is read once, so that its owner has the instant too.
  useEffect(() => {
    if (written !== '' && settled !== null) onChange(written, settled);
  }, []);
  const note = settled === null ? help : t('kit.time.understood', { time: `${occurredToText(settled, 'UTC', t, span)} · ${occurredToText(settled, context.zone, t, span)} ${context.zone}` });
  return (
    <div className={styles['field']}>
      <TextField
        label={label} value={written} onChange={change} isMono isRequired={isRequired} autoFocus={autoFocus}
        {...(note === undefined ? {} : { help: note })} error={reading.state === 'unreadable' ? t('kit.time.notUnderstood') : null}
      />
      {reading.state === 'ambiguous' && settled === null ? (
        <div role="group" aria-label={t('kit.time.choose')} className={styles['row']}>
          <span className={styles['help']}>{t('kit.time.choose')}</span>
          {reading.choices.map((choice) => (
            <Button key={`${String(choice.at)} ${choice.zone}`} onPress={() => { chosen.current = { ...choice, written }; onChange(written, chosen.current); }}>
              {`${occurredToText(choice, choice.zone, t, span)} ${choice.zone}`}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
