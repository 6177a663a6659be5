// Foot of the first page: the self-test of the cryptography and the build. Pattern: ARIA status.
import { useEffect, useState } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { useEngine } from '../../port/ports.tsx';
import { useAppInfo } from '../../session/VaultSessionContext.tsx';
import styles from './Vault.module.css';

export type SelfTestState = 'running' | 'passed' | 'failed';

/** Runs the known-answer self-test of the engine once and tells how it went. */
export function useSelfTest(): { readonly state: SelfTestState; readonly tookMs: number } {
  const engine = useEngine();
  const [outcome, setOutcome] = useState<{ readonly state: SelfTestState; readonly tookMs: number }>({ state: 'running', tookMs: 0 });
  useEffect(() => {
    let isCurrent = true;
    void engine.call('engine.selfTest', {}).then((answer) => {
      if (!isCurrent || (!answer.ok && answer.error.kind === 'closed')) return;
      setOutcome(answer.ok ? { state: answer.value.passed ? 'passed' : 'failed', tookMs: answer.value.tookMs } : { state: 'failed', tookMs: 0 });
    });
    return () => {
      isCurrent = false;
    };
  }, [engine]);
  return outcome;
}

export function SelfTestLine() {
  const t = useText();
  const { build } = useAppInfo();
  const { state } = useSelfTest();
  return (
    <footer className={styles['foot']}>
      <span>{t('vault.noNetwork')}</span>
      <span role="status" className={state === 'failed' ? styles['danger'] : undefined}>{t(`vault.selfTest.${state}`, { build })}</span>
    </footer>
  );
}
