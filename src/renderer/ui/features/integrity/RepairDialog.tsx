// Mends the journal and its evidence from another copy of the vault or a journal package. Keys: Escape closes unless the copy is being read. Pattern: modal dialog.
import { useEffect, useState, type ReactNode } from 'react';
import type { CopySort, RepairResult } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useUnits } from '../../i18n/format.ts';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import styles from './integrity.module.css';

type Outcome =
  | { readonly state: 'asking' }
  | { readonly state: 'running'; readonly path: string }
  | { readonly state: 'done'; readonly path: string; readonly result: RepairResult }
  | { readonly state: 'refused'; readonly kind: string };

export function RepairDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const { bytes } = useUnits();
  const engine = useEngine();
  const desktop = useDesktop();
  const [outcome, setOutcome] = useState<Outcome>({ state: 'asking' });
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  useEffect(() => engine.on('integrity.progress', setProgress), [engine]);
  const begin = async (sort: CopySort): Promise<void> => {
    const chosen = await desktop.call('copies.choose', { sort });
    if (!chosen.ok) {
      if (chosen.error.kind !== 'cancelled') setOutcome({ state: 'refused', kind: chosen.error.kind });
      return;
    }
    setProgress(null);
    setOutcome({ state: 'running', path: chosen.value.path });
    const answer = await engine.call('repair.fromCopy', { log: null, grant: chosen.value.grant });
    setOutcome(answer.ok ? { state: 'done', path: chosen.value.path, result: answer.value } : { state: 'refused', kind: answer.error.kind });
  };
  const isRunning = outcome.state === 'running';
  return (
    <Dialog title={t('integrity.repair.title')} isOpen onClose={onClose} isBusy={isRunning}>
      <DialogBody>
        <div className={styles['statements']}>
          <p>{t('integrity.repair.text')}</p>
          <p className="muted">{t('integrity.repair.safe')}</p>
          {isRunning ? <ProgressBar label={t('integrity.repair.running', { path: outcome.path })} fraction={progress === null || progress.total === 0 ? null : progress.done / progress.total} {...(progress === null ? {} : { detail: `${bytes(progress.done)} / ${bytes(progress.total)}` })} /> : null}
          {outcome.state === 'refused' ? <p role="alert" className={styles['alert']}>{outcome.kind === 'cancelled' ? t('integrity.repair.cancelled') : failure(outcome.kind)}</p> : null}
          {outcome.state === 'done' ? (
            <Mended result={outcome.result} />
          ) : null}
        </div>
      </DialogBody>
      <DialogFoot>
        {isRunning ? <Button autoFocus onPress={() => void engine.call('repair.cancel', {})}>{t('kit.cancel')}</Button> : outcome.state === 'done' ? <Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button> : (
          <>
            <Button onPress={() => void begin('package')}>{t('integrity.repair.package')}</Button>
            <Button variant="primary" onPress={() => void begin('vault')}>{t('integrity.repair.vault')}</Button>
          </>
        )}
      </DialogFoot>
    </Dialog>
  );
}

/** What came back, and what the copy does not hold either. */
function Mended({ result }: { readonly result: RepairResult }): ReactNode {
  const t = useText();
  const { framesAdded, contentRepaired, forks, stillMissing, partsRepaired, partsMissing } = result;
  return (
    <div role="status" className={styles['verdict']} data-verdict={forks > 0 ? 'failed' : stillMissing + partsMissing > 0 ? 'incomplete' : 'ok'}>
      <div>
        <p className={styles['verdictTitle']}>{t('integrity.repair.done', { added: framesAdded, repaired: contentRepaired })}</p>
        {partsRepaired === 0 ? null : <p>{t('integrity.repair.parts', { count: partsRepaired })}</p>}
        {partsMissing === 0 ? null : <p>{t('integrity.repair.partsMissing', { count: partsMissing })}</p>}
        <p>{t('integrity.repair.missing', { count: stillMissing })}</p>
        {forks === 0 ? null : <p>{t('integrity.repair.forks', { count: forks })}</p>}
      </div>
    </div>
  );
}
