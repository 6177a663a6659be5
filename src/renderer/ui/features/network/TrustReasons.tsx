// The conditions of a trusted path, each with what is known of it now. Pattern: list; words and marks, never colour alone.
import type { ReactNode } from 'react';
import type { GateState, SyncFailure, SyncView } from '#ipc';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge, type BadgeTone } from '../../kit/Badge.tsx';
import styles from './network.module.css';

type Standing = 'holds' | 'open' | 'fails';
const tones: Readonly<Record<Standing, BadgeTone>> = { holds: 'ok', open: 'neutral', fails: 'danger' };
const aboutKey: readonly (SyncFailure | null)[] = ['wrong-pin', 'wrong-identity', 'bad-session', 'not-tls13', 'resumed', 'proxy-configured'];
const aboutHistory: readonly (SyncFailure | null)[] = ['rolled-back', 'other-history', 'bad-checkpoint', 'bad-answer'];

export function TrustReasons({ view, gate }: { readonly view: SyncView; readonly gate: GateState }): ReactNode {
  const t = useText();
  const standing = (failed: boolean, holds: boolean): Standing => (failed ? 'fails' : holds ? 'holds' : 'open');
  const conditions: readonly (readonly [MessageId, Standing])[] = [
    ['network.condition.armed', standing(false, gate.state !== 'OFFLINE')],
    ['network.condition.network', standing(view.failure === 'unknown-network', view.isConnected)],
    ['network.condition.pin', standing(aboutKey.includes(view.failure), view.isConnected)],
    ['network.condition.history', standing(aboutHistory.includes(view.failure), view.isTrusted)],
  ];
  return (
    <ul className={styles['conditions']} aria-label={t('network.why')}>
      {conditions.map(([id, how]) => <li key={id}><Badge tone={tones[how]}>{t(`network.${how}`)}</Badge>{' '}{t(id)}</li>)}
    </ul>
  );
}
