// The conditions of a trusted path, each with what is known of it now. Pattern: list; words and marks, never colour alone.
import type { ReactNode } from 'react';
import type { GateState, SyncFailure, SyncView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import type { MessageId } from '../../i18n/messages.ts';
import { Badge, type BadgeTone } from '../../kit/Badge.tsx';
import styles from './network.module.css';
import { useWhy } from './useWhy.ts';

type Standing = 'holds' | 'open' | 'fails';
interface Condition { readonly id: MessageId; readonly standing: Standing; readonly detail: string | null }
const tones: Readonly<Record<Standing, BadgeTone>> = { holds: 'ok', open: 'neutral', fails: 'danger' };
type Reasons = ReadonlySet<SyncFailure | null>;
const aboutTime: Reasons = new Set<SyncFailure>(['disarmed', 'expired', 'killed']);
const aboutProxy: Reasons = new Set<SyncFailure>(['proxy-configured']);
const aboutNetwork: Reasons = new Set<SyncFailure>(['unknown-network', 'refused-network', 'network-changed']);
const aboutKey: Reasons = new Set<SyncFailure>(['wrong-pin', 'not-tls13', 'resumed', 'not-a-server', 'unreachable', 'timeout']);
const aboutSession: Reasons = new Set<SyncFailure>(['wrong-identity', 'bad-session']);
const aboutHistory: Reasons = new Set<SyncFailure>(['rolled-back', 'other-history', 'bad-checkpoint', 'bad-answer']);

/** Whether a failure is told by one of the conditions, so that it need not be said beside them. */
export function isAboutCondition(failure: SyncFailure): boolean {
  return [aboutTime, aboutProxy, aboutNetwork, aboutKey, aboutSession, aboutHistory].some((reasons) => reasons.has(failure));
}

export function TrustReasons({ view, gate }: { readonly view: SyncView; readonly gate: GateState }): ReactNode {
  const t = useText();
  const why = useWhy();
  const server = view.servers.find(({ id }) => id === view.server) ?? null;
  const of = (id: MessageId, reasons: Reasons, holds: boolean, shown: string | null = null): Condition => {
    const fails = reasons.has(view.failure);
    return { id, standing: fails ? 'fails' : holds ? 'holds' : 'open', detail: fails && view.failure !== null ? why(view.failure) : holds ? shown : null };
  };
  const isProved = view.isConnected;
  const conditions: readonly Condition[] = [
    of('network.condition.armed', aboutTime, gate.state !== 'OFFLINE', gate.address),
    of('network.condition.network', aboutNetwork, isProved, view.network === null ? null : view.network.name ?? t('network.confirmedOnce')),
    of('network.condition.proxy', aboutProxy, isProved),
    of('network.condition.pin', aboutKey, isProved, server?.fingerprint ?? null),
    of('network.condition.session', aboutSession, isProved),
    of('network.condition.history', aboutHistory, view.isTrusted),
  ];
  return (
    <ul className={styles['conditions']} aria-label={t('network.why')}>
      {conditions.map(({ id, standing, detail }) => (
        <li key={id}>
          <Badge tone={tones[standing]}>{t(`network.${standing}`)}</Badge>
          <span>{t(id)}{detail === null ? null : <span className={styles['small']} {...(standing === 'fails' ? { 'data-tone': 'danger', role: 'alert' } : {})}>{detail}</span>}</span>
        </li>
      ))}
    </ul>
  );
}
