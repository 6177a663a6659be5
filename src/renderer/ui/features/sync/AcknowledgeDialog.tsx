// Checks the journal on disk and writes a signed statement of how far it reaches, for the others. Keys: Enter writes, Escape closes unless it runs. Pattern: modal dialog.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import type { BundleExported } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { Written } from './ExportDialog.tsx';
import { RunProgress } from './RunProgress.tsx';
import { useBundleRun } from './useBundleRun.ts';
import styles from './sync.module.css';

export function AcknowledgeDialog({ log, onClose }: { readonly log: LogId; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const engine = useEngine();
  const desktop = useDesktop();
  const { run, progress, isRunning, begin, cancel } = useBundleRun<BundleExported>();
  const write = (): Promise<void> => begin(() => desktop.call('bundles.chooseFolder', {}), ({ grant }) => engine.call('bundle.acknowledge', { log, folder: grant, recipients: null }));
  return (
    <Dialog title={t('sync.ackTitle')} isOpen onClose={onClose} isBusy={isRunning}>
      <DialogBody>
        {run.state === 'done' ? <Written path={run.path} result={run.result} title={t('sync.ackDone')} /> : (
          <div className={styles['stack']}><p>{t('sync.ackLead')}</p><RunProgress run={run} progress={progress} cancelled={t('sync.cancelled')} /></div>
        )}
      </DialogBody>
      <DialogFoot>
        {run.state === 'done' ? <Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button> : isRunning ? <Button autoFocus onPress={cancel}>{t('kit.cancel')}</Button> : <Button variant="primary" autoFocus onPress={() => void write()}>{t('sync.ackSubmit')}</Button>}
      </DialogFoot>
    </Dialog>
  );
}
