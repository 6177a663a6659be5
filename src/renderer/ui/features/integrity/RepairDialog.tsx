// Mends the journal from another copy of the vault or a journal package. Keys: Escape closes unless frames are being read. Pattern: modal dialog.
import { useState, type ReactNode } from 'react';
import type { CopySort } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import styles from './integrity.module.css';

type Outcome =
  | { readonly state: 'asking' }
  | { readonly state: 'running'; readonly path: string }
  | { readonly state: 'done'; readonly path: string; readonly framesAdded: number; readonly contentRepaired: number; readonly forks: number; readonly stillMissing: number }
  | { readonly state: 'refused'; readonly kind: string };

export function RepairDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  const [outcome, setOutcome] = useState<Outcome>({ state: 'asking' });
  const begin = async (sort: CopySort): Promise<void> => {
    const chosen = await desktop.call('copies.choose', { sort });
    if (!chosen.ok) {
      if (chosen.error.kind !== 'cancelled') setOutcome({ state: 'refused', kind: chosen.error.kind });
      return;
    }
    setOutcome({ state: 'running', path: chosen.value.path });
    const answer = await engine.call('repair.fromCopy', { log: null, grant: chosen.value.grant });
    setOutcome(answer.ok ? { state: 'done', path: chosen.value.path, ...answer.value } : { state: 'refused', kind: answer.error.kind });
  };
  const isRunning = outcome.state === 'running';
  return (
    <Dialog title={t('integrity.repair.title')} isOpen onClose={onClose} isBusy={isRunning}>
      <DialogBody>
        <div className={styles['statements']}>
          <p>{t('integrity.repair.text')}</p>
          <p className="muted">{t('integrity.repair.safe')}</p>
          {isRunning ? <ProgressBar label={t('integrity.repair.running', { path: outcome.path })} fraction={null} /> : null}
          {outcome.state === 'refused' ? <p role="alert" className={styles['alert']}>{failure(outcome.kind)}</p> : null}
          {outcome.state === 'done' ? (
            <div role="status" className={styles['verdict']} data-verdict={outcome.forks > 0 ? 'failed' : outcome.stillMissing > 0 ? 'incomplete' : 'ok'}>
              <div>
                <p className={styles['verdictTitle']}>{t('integrity.repair.done', { added: outcome.framesAdded, repaired: outcome.contentRepaired })}</p>
                <p>{t('integrity.repair.missing', { count: outcome.stillMissing })}</p>
                {outcome.forks === 0 ? null : <p>{t('integrity.repair.forks', { count: outcome.forks })}</p>}
              </div>
            </div>
          ) : null}
        </div>
      </DialogBody>
      <DialogFoot>
        {outcome.state === 'done' ? <Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button> : (
          <>
            <Button isDisabled={isRunning} onPress={() => void begin('package')}>{t('integrity.repair.package')}</Button>
            <Button variant="primary" isDisabled={isRunning} onPress={() => void begin('vault')}>{t('integrity.repair.vault')}</Button>
          </>
        )}
      </DialogFoot>
    </Dialog>
  );
}
