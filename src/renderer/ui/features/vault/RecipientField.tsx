// An escrow recipient, shown again in groups of four so that it can be compared by voice. Pattern: labelled input with description.
import { useText } from '../../i18n/intl.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { looksLikeRecipient } from './newVault.ts';
import { groupText } from './recoveryKey.ts';
import styles from './Vault.module.css';

export function RecipientField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const t = useText();
  const recipient = value.trim();
  const isWhole = looksLikeRecipient(recipient);
  return (
    <>
      <TextField label={t('vault.escrow.recipient')} placeholder={t('vault.escrow.placeholder')} value={value} onChange={onChange} isMono isRequired spellCheck="false" autoComplete="off" error={recipient.length >= 62 && !isWhole ? t('failure.bad-recipient') : null} />
      {isWhole ? (
        <div className={styles['fingerprint']}>
          <span className={styles['hint']}>{t('vault.escrow.compare')}</span>
          <code className={styles['recoveryText']}>{groupText(recipient)}</code>
        </div>
      ) : null}
    </>
  );
}
