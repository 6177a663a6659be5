// Takes bundles from files or a folder, and says what came of them. Keys: Enter chooses, Escape closes unless it runs. Pattern: modal dialog with a live result.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import type { BundleImported } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { openIncident } from '../../session/actions.ts';
import { ImportResult } from './ImportResult.tsx';
import { RunProgress } from './RunProgress.tsx';
import { useBundleRun } from './useBundleRun.ts';
import styles from './sync.module.css';

export function ImportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText();
  const engine = useEngine();
  const desktop = useDesktop();
  const { run, progress, isRunning, begin, cancel } = useBundleRun<BundleImported>();
  const take = (sort: 'files' | 'folder'): Promise<void> => begin(() => desktop.call('bundles.choose', { sort }), ({ grants }) => engine.call('bundle.import', { grants: grants.map(({ grant }) => grant) }));
  const open = (log: LogId): void => {
    onClose();
    openIncident(log);
  };
  return (
    <Dialog title={run.state === 'done' ? t('sync.importDone') : t('sync.importTitle')} isOpen onClose={onClose} isBusy={isRunning} size="wide">
      <DialogBody>
        {run.state === 'done' ? <ImportResult result={run.result} onOpen={open} /> : (
          <div className={styles['stack']}><p>{t('sync.importLead')}</p><RunProgress run={run} progress={progress} cancelled={t('sync.cancelledImport')} /></div>
        )}
      </DialogBody>
      <DialogFoot>
        {run.state === 'done' ? <Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button> : isRunning ? <Button autoFocus onPress={cancel}>{t('kit.cancel')}</Button> : (
          <>
            <Button onPress={() => void take('files')}>{t('sync.importFiles')}</Button>
            <Button variant="primary" autoFocus onPress={() => void take('folder')}>{t('sync.importFolder')}</Button>
          </>
        )}
      </DialogFoot>
    </Dialog>
  );
}
