// Seals that a crash, a cancel or a failure interrupted: continue with the same file, or set the parts aside. Nothing is deleted.
import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { EntryId } from '#base';
import type { UnfinishedSeal } from '#ipc';
import { formatInstant, useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { sealQueueOf } from './sealQueue.ts';
import styles from './evidence.module.css';

export function UnfinishedSeals({ onContinue }: { readonly onContinue: (item: EntryId) => Promise<void> }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const { bytes } = useUnits();
  const engine = useEngine();
  const jobs = useStore(sealQueueOf(engine).store, (state) => state.jobs);
  const [runs, setRuns] = useState<readonly UnfinishedSeal[]>([]);
  const [aside, setAside] = useState<readonly EntryId[]>([]);
  // Asked again whenever a job begins or ends: each of them may leave a run behind or finish one.
  const moment = jobs.map((job) => `${String(job.id)} ${job.state}`).join();
  useEffect(() => {
    let isCurrent = true;
    void engine.call('evidence.unfinished', {}).then((answer) => {
      if (isCurrent && answer.ok) setRuns(answer.value.runs);
    });
    return () => {
      isCurrent = false;
    };
  }, [engine, moment]);
  const setRunAside = async (item: EntryId): Promise<void> => {
    const answer = await engine.call('evidence.setAside', { item });
    if (answer.ok || answer.error.kind === 'missing') setAside([...aside, item]);
    else showToast({ tone: 'danger', title: failure(answer.error.kind) });
  };
  // A failed job offers to go on by itself, until it is dismissed.
  const taken = jobs.filter((job) => job.state !== 'sealed').flatMap((job) => [job.item, job.input.resume]);
  return runs.filter((run) => !aside.includes(run.item) && !taken.includes(run.item)).map((run) => (
    <div key={run.item} className={styles['unfinished']} role="status">
      <span>{t('evidence.unfinished', { parts: run.partsDone, bytes: bytes(run.bytesDone), when: formatInstant(run.startedAt, 'UTC', 'minute') })}</span>
      <span className={styles['jobEnd']}>
        <Button onPress={() => void onContinue(run.item)}>{t('evidence.continue')}</Button>
        {' '}
        <Button variant="quiet" onPress={() => void setRunAside(run.item)}>{t('evidence.setAside')}</Button>
      </span>
    </div>
  ));
}
