// Whether anything can leave this machine, as the net gate says it. Pattern: ARIA status.
import type { GateState } from '#ipc';
import type { MessageId } from '../i18n/messages.ts';
import { useText } from '../i18n/intl.tsx';
import { cx } from '../kit/cx.ts';
import { useSession } from '../session/store.ts';
import styles from './Header.module.css';

const textByState: Readonly<Record<GateState['state'], MessageId>> = {
  OFFLINE: 'shell.trust.offline', ARMED: 'shell.trust.armed', PROBING: 'shell.trust.probing', TRUSTED: 'shell.trust.trusted',
};

export function TrustState({ onlyHere }: { readonly onlyHere: number | null }) {
  const t = useText();
  const gate = useSession((state) => state.gate);
  const here = onlyHere === null || onlyHere === 0 ? '' : ` · ${t('shell.trust.onlyHere', { count: onlyHere })}`;
  return (
    <div role="status" className={cx(styles['trust'], styles[gate.state.toLowerCase()])} title={t('shell.trust.sockets', { count: gate.openSockets })}>
      <span className={styles['dot']} aria-hidden="true" />
      {t(textByState[gate.state])}
      <span className={styles['only']}>{here}</span>
    </div>
  );
}
