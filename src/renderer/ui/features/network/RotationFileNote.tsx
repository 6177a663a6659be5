// What a file of new keys was found to be: the dialog to take them, or why they are not taken. Keys: Tab to its button. Pattern: ARIA alert.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import styles from './network.module.css';
import { RotateDialog } from './RotateDialog.tsx';
import type { RotationFile } from './useRotationFile.ts';

export function RotationFileNote({ file: { server, bytes, reading }, onClose }: { readonly file: RotationFile; readonly onClose: () => void }): ReactNode {
  const t = useText();
  if (reading.is === 'offered') return <RotateDialog rotation={reading.rotation} bytes={bytes} onClose={onClose} />;
  return (
    <div role="alert" className={styles['note']} data-tone={reading.is === 'taken' ? 'plain' : 'danger'}>
      <strong>{t(reading.is === 'taken' ? 'network.rotationFileTaken' : 'network.rotationFileRefused', { name: server.name })}</strong>
      {reading.is === 'taken' ? null : <p>{t(reading.is === 'refused' ? `network.refusal.${reading.refusal}` : 'network.rotationFileFailed')}</p>}
      <div className={styles['buttons']}><Button variant="quiet" onPress={onClose}>{t('network.rotationFileClose')}</Button></div>
    </div>
  );
}
