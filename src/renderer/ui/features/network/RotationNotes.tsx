// Other keys of a server, for a person to compare and take; and those that were refused. Pattern: ARIA status per note.
import { useState, type ReactNode } from 'react';
import type { RotationWayView, SyncRotationView, SyncView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import styles from './network.module.css';
import { Fingerprints } from './Fingerprints.tsx';
import { RotateDialog } from './RotateDialog.tsx';

export function RotationNotes({ view }: { readonly view: SyncView }): ReactNode {
  const t = useText();
  const way = useWay();
  const [taking, setTaking] = useState<SyncRotationView | null>(null);
  return (
    <>
      {view.rotations.map((rotation) => (
        <div key={`${rotation.server}${rotation.to}${rotation.way.by}`} role="status" className={styles['note']} data-tone="warn">
          <strong>{t('network.rotation', { name: rotation.name })}</strong>
          <Fingerprints rotation={rotation} />
          <p className={styles['small']}>{way(rotation.way)}{', '}<Instant at={rotation.since} detail="minute" /></p>
          <div className={styles['buttons']}><Button variant="primary" onPress={() => setTaking(rotation)}>{t('network.rotate')}</Button></div>
        </div>
      ))}
      {view.rotationsRefused.map(({ name, refusal, way: by }) => (
        <div key={`${name}${refusal}${by.by}`} role="status" className={styles['note']} data-tone="danger">
          <strong>{t('network.rotationRefused', { name })}</strong>
          <p>{t(`network.refusal.${refusal}`)}</p>
          <p className={styles['small']}>{way(by)}</p>
        </div>
      ))}
      {taking === null ? null : <RotateDialog rotation={taking} onClose={() => setTaking(null)} />}
    </>
  );
}

function useWay(): (way: RotationWayView) => string {
  const t = useText();
  return (way) => (way.by === 'journal' ? t('network.rotationBy.journal', { ref: way.ref, author: way.author }) : t(`network.rotationBy.${way.by}`));
}
