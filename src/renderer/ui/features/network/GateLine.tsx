// What the gate is doing, in one sentence. Pattern: ARIA status.
import type { ReactNode } from 'react';
import type { GateState } from '#ipc';
import { formatInstant } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useSession } from '../../session/store.ts';
import styles from './network.module.css';

export function GateLine({ gate }: { readonly gate: GateState }): ReactNode {
  const t = useText();
  const zone = useSession((state) => state.preferences.zone);
  const until = gate.until === null ? '' : formatInstant(gate.until, zone, 'minute');
  return (
    <p role="status" className={styles['gate']} data-state={gate.state}>
      {t(`network.state.${gate.state}`, { address: gate.address ?? '', until })}
      {gate.left === null ? '' : ` · ${t(`network.left.${gate.left}`)}`}
    </p>
  );
}
