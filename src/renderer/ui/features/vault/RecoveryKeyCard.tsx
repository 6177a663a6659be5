// The recovery key, shown once: text and QR, to be printed or copied by hand. Pattern: figure with actions.
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop } from '../../port/ports.tsx';
import { groupText } from './recoveryKey.ts';
import { recoverySheet } from './recoverySheet.ts';
import styles from './Vault.module.css';

export interface RecoveryKeyCardProps { readonly vaultName: string; readonly recoveryKey: string; /** An SVG picture; shown as an image, never as markup. */ readonly qr: string }

export function RecoveryKeyCard({ vaultName, recoveryKey, qr }: RecoveryKeyCardProps) {
  const t = useText();
  const failure = useFailureText();
  const desktop = useDesktop();
  const source = svgToUrl(qr);
  const print = async (): Promise<void> => {
    const title = t('vault.recovery.sheet.title', { vault: vaultName });
    const answer = await desktop.call('document.print', { title, html: recoverySheet({ title, lead: t('vault.recovery.sheet.lead'), key: groupText(recoveryKey), picture: source }), header: '', footer: '' });
    if (!answer.ok && answer.error.kind !== 'cancelled') showToast({ tone: 'warn', title: failure(answer.error.kind) });
  };
  const copy = async (): Promise<void> => {
    const answer = await desktop.call('clipboard.writeText', { text: recoveryKey });
    if (answer.ok) showToast({ tone: 'warn', title: t('vault.recovery.copied'), text: t('vault.recovery.copied.text') });
  };
  return (
    <div className={styles['recovery']}>
      <img className={styles['qr']} src={source} alt={t('vault.recovery.qr')} />
      <div className={styles['recoverySide']}>
        <code className={styles['recoveryText']}>{groupText(recoveryKey)}</code>
        <div className={styles['suggest']}>
          <Button onPress={() => void print()}>{t('vault.recovery.print')}</Button>
          <Button onPress={() => void copy()}>{t('kit.copy')}</Button>
        </div>
      </div>
    </div>
  );
}

/** An SVG text as a data address for an image: scripts in images do not run. */
export function svgToUrl(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
