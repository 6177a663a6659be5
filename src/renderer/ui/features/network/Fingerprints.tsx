// Both fingerprints of a rotation, the present one first. Pattern: definition list.
import type { ReactNode } from 'react';
import type { SyncRotationView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import styles from './network.module.css';

export function Fingerprints({ rotation }: { readonly rotation: SyncRotationView }): ReactNode {
  const t = useText();
  return (
    <dl className={styles['facts']}>
      <dt>{t('network.rotationFrom')}</dt><dd className="mono" data-selectable="">{rotation.from}</dd>
      <dt>{t('network.rotationTo')}</dt><dd className="mono" data-selectable="">{rotation.to}</dd>
    </dl>
  );
}
