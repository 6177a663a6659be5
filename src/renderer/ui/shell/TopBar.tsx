// First row of the header: where we are, the state of trust, and the lock. Keys: Ctrl L locks.
import type { ReactNode } from 'react';
import { useText } from '../i18n/intl.tsx';
import { Button } from '../kit/Button.tsx';
import { useVaultSession } from '../session/VaultSessionContext.tsx';
import { HubMark } from './HubMark.tsx';
import { Mark } from './Mark.tsx';
import { TrustState } from './TrustState.tsx';
import styles from './Header.module.css';

export function TopBar({ children, onlyHere }: { readonly children: ReactNode; readonly onlyHere: number | null }) {
  const t = useText();
  const session = useVaultSession();
  return (
    <div className={styles['row']}>
      <Mark />
      {children}
      <span className={styles['space']} />
      <HubMark />
      <TrustState onlyHere={onlyHere} />
      <Button keys="$mod+l" onPress={() => void session.lock('command')}>{t('shell.lock')}</Button>
    </div>
  );
}
