// A time as people write it (`14:05`, `yesterday 22:10`, `~06:50`), with its reading below before anything is recorded.
// Keys: as a text field; when two readings are possible, they are buttons under it. Pattern: labelled input with live description.
import { useEffect, useRef, useState } from 'react';
import { formatOccurred, zoneOf, type Occurred } from '#domain';
import { useText } from '../i18n/intl.tsx';
import { useSession } from '../session/store.ts';
import { Button } from './Button.tsx';
import { readTime } from './readTime.ts';
import { TextField } from './TextField.tsx';
import { useNow } from './useNow.ts';
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

// "Yesterday" and "14:05" are read against a now that need not be exact.
const NOW_EVERY_MS = 30_000;

export function TimeField({ label, written, onChange, zone, help, isRequired = false, autoFocus = false }: TimeFieldProps) {
  const t = useText();
  const ownZone = useSession((state) => state.preferences.zone);
  const now = useNow(NOW_EVERY_MS);
  const [chosen, setChosen] = useState<Occurred | null>(null);
  const context = { zone: zone ?? ownZone, now };
  const reading = readTime(written, context);
  const settled = reading.state === 'read' ? reading.occurred : chosen?.written === written ? chosen : null;
  const change = (text: string): void => {
    setChosen(null);
    const next = readTime(text, context);
    onChange(text, next.state === 'read' ? next.occurred : null);
  };
  useReportPreset(written, settled, onChange);
  const note = settled === null ? help : t('kit.time.understood', { time: describe(settled, context.zone) });
  return (
    <div className={styles['field']}>
      <TextField
        label={label} value={written} onChange={change} isMono isRequired={isRequired} autoFocus={autoFocus}
        {...(note === undefined ? {} : { help: note })} error={reading.state === 'unreadable' ? t('kit.time.notUnderstood') : null}
      />
      {reading.state === 'ambiguous' && settled === null ? (
        <div role="group" aria-label={reading.question} className={styles['row']}>
          <span className={styles['help']}>{reading.question}</span>
          {reading.choices.map((choice) => (
            <Button key={choice.label} onPress={() => { const occurred = { ...choice.occurred, written }; setChosen(occurred); onChange(written, occurred); }}>
              {choice.label}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** A text that was restored or preset is read once, so that its owner has the instant too. */
function useReportPreset(written: string, settled: Occurred | null, onChange: TimeFieldProps['onChange']): void {
  const isReported = useRef(false);
  useEffect(() => {
    if (isReported.current) return;
    isReported.current = true;
    if (written !== '' && settled !== null) onChange(written, settled);
  }, [written, settled, onChange]);
}

/** Both readings of an instant: UTC, and the zone it was written in or is shown in. */
function describe(occurred: Occurred, zone: string): string {
  const shown = occurred.zone === 'UTC' ? zone : zoneOf(occurred);
  return `${formatOccurred(occurred, { in: 'utc' })} · ${formatOccurred(occurred, { in: 'zone', zone: shown })} ${shown}`;
}
