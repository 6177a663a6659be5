// Takes other keys of a server after a person compared their fingerprint. Keys: Enter takes them, Escape closes. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { SyncRotationView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { Fingerprints } from './Fingerprints.tsx';
import styles from './network.module.css';
import { useWhy } from './useWhy.ts';

/** `bytes`: of the file that holds it; null for one that is offered anyway. */
export function RotateDialog({ rotation, bytes = null, onClose }: { readonly rotation: SyncRotationView; readonly bytes?: Uint8Array | null; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const why = useWhy();
  const engine = useEngine();
  const [isCompared, setCompared] = useState(false);
  const { run, busy, error } = useCall(() => engine.call('sync.rotate', { server: rotation.server, rotation: bytes, fingerprint: rotation.to }));
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok === true) onClose();
  };
  return (
    <FormDialog title={t('network.rotateTitle', { name: rotation.name })} isOpen onClose={onClose} submitLabel={t('network.rotate')} onSubmit={() => void submit()} canSubmit={isCompared} isBusy={busy} error={error === null ? null : why(error.kind)}>
      <div className={styles['stack']}>
        <p>{t('network.rotateLead')}</p>
        <Fingerprints rotation={rotation} />
        <p className="muted">{t('network.rotateThen')}</p>
        <Checkbox isSelected={isCompared} onChange={setCompared}>{t('network.rotateCompared')}</Checkbox>
      </div>
    </FormDialog>
  );
}
