// How far an export, import or acknowledgement is, or why it ended early. Pattern: progress bar with a live message.
import type { ReactNode } from 'react';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import type { BundleProgress, BundleRun } from './useBundleRun.ts';
import styles from './sync.module.css';

export function RunProgress({ run, progress, cancelled }: { readonly run: BundleRun<unknown>; readonly progress: BundleProgress | null; readonly cancelled: string }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const { bytes } = useUnits();
  if (run.state === 'running') return (
    <ProgressBar
      label={t(`sync.doing.${progress?.doing ?? 'reading'}`)} fraction={progress === null || progress.total === 0 ? null : Math.min(1, progress.done / progress.total)}
      {...(progress === null ? {} : { detail: `${bytes(progress.done)} / ${bytes(progress.total)}` })}
    />
  );
  if (run.state !== 'refused') return null;
  const kind = run.kind === 'bad-recipient' ? 'bad-recipient-device' : run.kind;
  return <p role="alert" className={styles['alert']}>{run.kind === 'cancelled' ? cancelled : failure(kind)}</p>;
}
