// What the next round would send, and what a server learns of it. Pattern: figures and a definition list.
import type { ReactNode } from 'react';
import type { SyncView } from '#ipc';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import styles from './network.module.css';

export function WouldGo({ view }: { readonly view: SyncView }): ReactNode {
  const t = useText();
  const { bytes } = useUnits();
  // What a person keeps from this server, or has not put there, does not go.
  const going = view.logs.filter(({ mode, onServer }) => mode === 'automatic' && onServer);
  const entries = going.reduce((sum, { goes }) => sum + (goes.entries ?? 0), 0);
  const sealed = going.reduce((sum, { goes }) => sum + goes.bytes, 0);
  const items = going.reduce((sum, { goes }) => sum + (goes.evidence?.items ?? 0), 0);
  const evidence = going.reduce((sum, { goes }) => sum + (goes.evidence?.bytes ?? 0), 0);
  const last = view.logs.flatMap(({ checkpoint, ref }) => (checkpoint === null ? [] : [{ ...checkpoint, ref }])).toSorted((left, right) => right.at - left.at)[0];
  return (
    <div>
      <p className={styles['figure']}>{t('network.goEntries', { count: entries })}</p>
      <p className={styles['small']}>{t('network.goBytes', { size: bytes(sealed) })}{items === 0 ? '' : ` · ${t('network.goEvidence', { count: items, size: bytes(evidence) })}`}</p>
      <dl className={styles['facts']}>
        <dt>{t('network.learns')}</dt>
        <dd><ul className={styles['plain']}><li>{t('network.learns1')}</li><li>{t('network.learns2')}</li><li>{t('network.learns3')}</li></ul></dd>
        <dt>{t('network.never')}</dt>
        <dd>{t('network.neverText')}</dd>
        <dt>{t('network.receipt')}</dt>
        <dd>{last === undefined ? t('network.receiptNone') : <>{t('network.receiptOf', { ref: last.ref, count: last.size })}{' '}<Instant at={last.at} detail="minute" /></>}</dd>
      </dl>
    </div>
  );
}
