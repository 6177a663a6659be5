// Seals that a crash or a cancel interrupted: continue with the same file, or set the parts aside. Nothing is deleted.
import { useState, type ReactNode } from 'react';
import type { EntryId } from '#base';
import { formatInstant, useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { useSession } from '../../session/store.ts';
import styles from './evidence.module.css';

export function UnfinishedSeals({ onContinue, settled }: { readonly onContinue: (item: EntryId) => Promise<void>; readonly settled: readonly EntryId[] }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const { bytes } = useUnits();
  const engine = useEngine();
  const runs = useSession((state) => state.report?.unfinished) ?? [];
  const [aside, setAside] = useState<readonly EntryId[]>([]);
  const setRunAside = async (item: EntryId): Promise<void> => {
    const answer = await engine.call('evidence.setAside', { item });
    if (answer.ok || answer.error.kind === 'missing') setAside([...aside, item]);
    else showToast({ tone: 'danger', title: failure(answer.error.kind) });
  };
  return runs.filter((run) => !aside.includes(run.item) && !settled.includes(run.item)).map((run) => (
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
