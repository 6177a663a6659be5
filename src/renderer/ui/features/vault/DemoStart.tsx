// Makes the throw-away vault of the demonstration and fills it. Nothing to press; a failure leads to the vaults. Pattern: ARIA progressbar.
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { useAppInfo, useVaultSession } from '../../session/VaultSessionContext.tsx';
import { makeDemonstration } from './makeDemonstration.ts';
import styles from './Vault.module.css';

export function DemoStart({ onFailed }: { readonly onFailed: () => void }) {
  const t = useText();
  const failure = useFailureText();
  const session = useVaultSession();
  const info = useAppInfo();
  const [step, setStep] = useState<'vault' | 'fill'>('vault');
  const [error, setError] = useState<string | null>(null);
  const isStarted = useRef(false);
  useEffect(() => {
    if (isStarted.current) return;
    isStarted.current = true;
    void makeDemonstration(session, t('vault.demo.name'), setStep).then((result) => {
      if (!result.ok) setError(result.error.kind);
    });
  }, [session, t]);
  return (
    <section className={styles['form']} aria-label={t('vault.demo.title')}>
      <p className={styles['hint']}>{t('shell.demo')}</p>
      {error === null ? <ProgressBar label={t(`vault.demo.${step}`)} fraction={null} detail={info.version} /> : (
        <>
          <p role="alert" className={styles['danger']}>{t('vault.demo.failed', { reason: failure(error) })}</p>
          <Button onPress={onFailed}>{t('vault.demo.back')}</Button>
        </>
      )}
    </section>
  );
}
