// What an action may destroy: each line was captured, or is skipped for a reason. Keys: those of the choices and fields. Pattern: group of rows.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import styles from './actions.module.css';
import type { CaptureLine } from './authorityForm.ts';

const outcomes = ['open', 'done', 'skipped'] as const;

export function CaptureFirst({ lines, onChange }: { readonly lines: readonly CaptureLine[]; readonly onChange: (line: CaptureLine) => void }): ReactNode {
  const t = useText();
  if (lines.length === 0) return null;
  return (
    <fieldset className={styles['capture']}>
      <legend>{t('actions.captureFirst')}</legend>
      {lines.map((line) => (
        <div key={line.what} className={styles['captureLine']}>
          <Select
            label={line.what} value={line.outcome ?? 'open'} choices={outcomes.map((outcome) => ({ value: outcome, label: t(`actions.capture.${outcome}`) }))}
            onChange={(outcome) => onChange({ ...line, outcome: outcome === 'open' ? null : outcome })}
          />
          {line.outcome === null ? null : (
            <TextField
              label={t(line.outcome === 'skipped' ? 'actions.captureBecause' : 'actions.captureWhere', { what: line.what })} isRequired={line.outcome === 'skipped'} value={line.note} maxLength={500}
              onChange={(note) => onChange({ ...line, note })}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}
