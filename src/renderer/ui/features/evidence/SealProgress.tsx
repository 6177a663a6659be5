// Files on their way into the journal: progress with part, speed and time left; failures in words; what was sealed.
import { useEffect, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { LogId } from '#base';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { reveal } from '../../session/actions.ts';
import { readProgress, sealQueueOf, type SealJob } from './sealQueue.ts';
import styles from './evidence.module.css';

export function SealProgress({ log }: { readonly log: LogId }): ReactNode {
  const queue = sealQueueOf(useEngine());
  const jobs = useStore(queue.store, (state) => state.jobs);
  const mine = jobs.filter((job) => job.log === log);
  useSealNews(mine, queue.dismiss);
  const shown = mine.filter((job) => job.state !== 'sealed');
  if (shown.length === 0) return null;
  return <div className={styles['jobs']}>{shown.map((job) => <Job key={job.id} job={job} onCancel={() => queue.cancel(job.id)} onRetry={() => queue.retry(job.id)} onDismiss={() => queue.dismiss(job.id)} />)}</div>;
}

interface JobProps { readonly job: SealJob; readonly onCancel: () => void; readonly onRetry: () => void; readonly onDismiss: () => void }

function Job({ job, onCancel, onRetry, onDismiss }: JobProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const { span, rate } = useUnits();
  if (job.state === 'failed') {
    return (
      <div className={styles['job']} role="alert">
        <span className={styles['failed']}>{t('evidence.notSealed', { name: job.name })}</span>{' '}{failure(job.failure ?? 'internal')}
        <span className={styles['jobEnd']}><Button onPress={onRetry}>{t('kit.retry')}</Button>{' '}<Button variant="quiet" onPress={onDismiss}>{t('kit.dismiss')}</Button></span>
      </div>
    );
  }
  const read = job.progress === null ? null : readProgress(job.progress);
  const label = read === null || job.progress === null ? t(job.state === 'waiting' ? 'evidence.waiting' : 'evidence.starting', { name: job.name })
    : t(job.progress.phase === 'reading-back' ? 'evidence.readingBack' : 'evidence.sealing', { name: job.name, part: read.part, parts: read.parts });
  const detail = read === null || job.progress === null ? '' : [`${String(Math.floor(read.fraction * 100))} %`, rate(job.progress.bytesPerSecond), ...(read.leftMs === null ? [] : [t('evidence.left', { span: span(read.leftMs) })])].join(' · ');
  return (
    <div className={styles['job']}>
      <div className={styles['jobBar']}><ProgressBar label={label} fraction={job.state === 'waiting' ? 0 : (read?.fraction ?? null)} detail={detail} /></div>
      <Button variant="quiet" onPress={onCancel} isDisabled={job.state === 'running' && job.item === null}>{t('kit.cancel')}</Button>
    </div>
  );
}

/** Says once that a file is sealed, and whether the same content was there already; then the job goes off the list. */
function useSealNews(jobs: readonly SealJob[], dismiss: (id: number) => void): void {
  const t = useText();
  const said = useRef(new Set<number>());
  useEffect(() => {
    for (const job of jobs) {
      if (job.state !== 'sealed' || job.sealed === null || said.current.has(job.id)) continue;
      said.current.add(job.id);
      const { entryId, duplicateOf } = job.sealed;
      showToast({
        tone: duplicateOf === null ? 'ok' : 'warn', title: t('evidence.sealed', { name: job.name }), ...(duplicateOf === null ? {} : { text: t('evidence.duplicate', { ref: duplicateOf }) }),
        action: { label: t('evidence.show'), run: () => reveal('evidence', entryId) },
      });
      dismiss(job.id);
    }
  }, [jobs, dismiss, t]);
}
