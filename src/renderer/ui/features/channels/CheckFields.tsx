// How somebody proves who they are: the means, and for a code line its number and the answer. Keys: those of selects and text fields.
import type { ReactNode } from 'react';
import { checkResults, verificationMeans } from '#domain';
import type { EntityId, LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import styles from './channels.module.css';
import { challengeOf, type CheckDraft } from './check.ts';
import { useCodeSheets } from './useChannels.ts';

export interface CheckFieldsProps {
  readonly log: LogId;
  readonly value: CheckDraft;
  readonly onChange: (value: CheckDraft) => void;
  /** False where the outcome of a call says whether the check was passed. */
  readonly withResult?: boolean;
}

export function CheckFields({ log, value, onChange, withResult = true }: CheckFieldsProps): ReactNode {
  const t = useText();
  const word = useWord();
  const sheets = useCodeSheets(log);
  const open = sheets.filter(({ next }) => next !== null);
  const challenge = challengeOf(value, sheets);
  const isLine = value.means === 'code-line';
  return (
    <>
      <div className={styles['pair']}>
        <Select label={t('communications.means')} value={value.means} onChange={(means) => onChange({ ...value, means })} choices={verificationMeans.filter((means) => withResult || means !== 'not-verified').map((means) => ({ value: means, label: word('verificationMeans', means) }))} />
        {isLine ? <Select label={t('communications.sheet')} value={challenge?.use.sheet.id ?? null} onChange={(sheet) => onChange({ ...value, sheet: sheet as EntityId, line: '' })} choices={open.map(({ sheet }) => ({ value: sheet.id as string, label: `${sheet.body.ref} · ${sheet.body.holder}` }))} /> : null}
        {isLine ? <TextField label={t('communications.line')} value={value.line} onChange={(line) => onChange({ ...value, line })} placeholder={String(challenge?.line ?? '')} inputMode="numeric" isMono maxLength={3} /> : null}
        {withResult && value.means !== 'not-verified' ? <Select label={t('communications.result')} value={value.result} onChange={(result) => onChange({ ...value, result })} choices={checkResults.map((result) => ({ value: result, label: word('checkResult', result) }))} /> : null}
      </div>
      {isLine ? <p className={styles['muted']}>{challenge === null ? t('communications.noLine') : t('communications.lineHelp', { line: challenge.line, sheet: challenge.use.sheet.body.ref })}</p> : null}
    </>
  );
}
