// Says on the locked page what became of the war-room hub: that the lock ended it, or that something still listens. Pattern: ARIA status.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { HubMark } from '../../shell/HubMark.tsx';
import { useSession } from '../../session/store.ts';
import styles from './Vault.module.css';

export function HubLine(): ReactNode {
  const t = useText();
  const hub = useSession((state) => state.hub);
  if (hub.state === 'off' && hub.ended === 'lock') return <p role="status" className={styles['hint']}>{t('hub.ended.lock')}</p>;
  return <HubMark />;
}
