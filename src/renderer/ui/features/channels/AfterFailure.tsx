// After a failed check of identity: the number as an indicator, and a task to look at the channel. Keys: Tab to the buttons.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { Button } from '../../kit/Button.tsx';
import styles from './channels.module.css';

export function AfterFailure({ log, number }: { readonly log: LogId; readonly number: string }): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const [kept, setKept] = useState<readonly string[]>([]);
  const keep = async (what: string, draft: Parameters<typeof recorder.record>[0]): Promise<void> => {
    if ((await recorder.record(draft)) !== null) setKept((before) => [...before, what]);
  };
  return (
    <div className={styles['held']} role="status">
      <p>{t('communications.afterFailure')}</p>
      <div className={styles['buttons']}>
        <Button isDisabled={number === '' || kept.includes('indicator') || recorder.isBusy} onPress={() => void keep('indicator', { kind: 'indicator', occurred: null, body: { ref: '', indicatorType: 'phone', value: number, verdict: 'suspicious', context: t('communications.indicatorContext'), state: 'observed' } })}>{t('communications.toIndicator')}</Button>
        <Button isDisabled={kept.includes('task') || recorder.isBusy} onPress={() => void keep('task', { kind: 'task', occurred: null, body: { ref: '', title: t('communications.reviewTask', { number: number === '' ? '?' : number }), state: 'open' } })}>{t('communications.toTask')}</Button>
      </div>
      {recorder.error === null ? null : <p role="alert">{recorder.error}</p>}
    </div>
  );
}
