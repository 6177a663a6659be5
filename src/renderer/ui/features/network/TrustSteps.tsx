// The four states of the gate as steps, with the present one in a sentence and the time that is left. Pattern: ordered list, and ARIA status.
import type { ReactNode } from 'react';
import type { GateState } from '#ipc';
import { formatInstant, useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useNow } from '../../kit/useNow.ts';
import { useSession } from '../../session/store.ts';
import styles from './network.module.css';

const STATES = ['OFFLINE', 'ARMED', 'PROBING', 'TRUSTED'] as const;
const EVERY_MS = 10_000;

export function TrustSteps({ gate }: { readonly gate: GateState }): ReactNode {
  const t = useText();
  const { span } = useUnits();
  const zone = useSession((state) => state.preferences.zone);
  const now = useNow(EVERY_MS);
  const until = gate.until === null ? '' : formatInstant(gate.until, zone, 'minute');
  const left = gate.until === null ? null : t('network.timeLeft', { span: span(Math.max(0, gate.until - now)) });
  return (
    <div className={styles['gate']}>
      <ol className={styles['steps']} aria-label={t('network.states')}>
        {STATES.map((state) => (
          <li key={state} className={styles['step']} data-state={state} {...(state === gate.state ? { 'aria-current': 'step' as const } : {})}>
            {t(`network.step.${state}`)}{state === gate.state && left !== null ? ` · ${left}` : ''}
          </li>
        ))}
      </ol>
      <p role="status">
        {t(`network.state.${gate.state}`, { address: gate.address ?? '', until })}
        {gate.left === null ? '' : ` · ${t(`network.left.${gate.left}`)}`}
      </p>
    </div>
  );
}
