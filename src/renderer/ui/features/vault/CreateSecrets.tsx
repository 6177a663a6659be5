// Second step of a new vault: the passphrase and, when the organisation wants one, an escrow recipient. Keys: Enter creates. Pattern: form.
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { cx } from '../../kit/cx.ts';
import { looksLikeRecipient, type VaultSecrets } from './newVault.ts';
import { PassphraseFields, type NewPassphrase } from './PassphraseFields.tsx';
import { RecipientField } from './RecipientField.tsx';
import styles from './Vault.module.css';

export interface CreateSecretsProps { readonly isBusy: boolean; readonly error: string | null; readonly onBack: () => void; readonly onCreate: (secrets: VaultSecrets) => void }

export function CreateSecrets({ isBusy, error, onBack, onCreate }: CreateSecretsProps) {
  const t = useText();
  const [secret, setSecret] = useState<NewPassphrase>({ passphrase: '', isAcceptable: false });
  const [hasEscrow, setEscrow] = useState(false);
  const [recipient, setRecipient] = useState('');
  const canCreate = secret.isAcceptable && (!hasEscrow || looksLikeRecipient(recipient.trim())) && !isBusy;
  return (
    <Form className={cx(styles['form'])} onSubmit={(event) => { event.preventDefault(); if (canCreate) onCreate({ passphrase: secret.passphrase, escrowRecipient: hasEscrow ? recipient.trim() : null }); }}>
      <PassphraseFields onChange={setSecret} autoFocus />
      <Checkbox isSelected={hasEscrow} onChange={setEscrow} help={t('vault.new.escrow.help')}>{t('vault.new.escrow')}</Checkbox>
      {hasEscrow ? <RecipientField value={recipient} onChange={setRecipient} /> : null}
      {error === null ? null : <p role="alert" className={styles['danger']}>{error}</p>}
      <div className={styles['buttons']}>
        <Button variant="quiet" isDisabled={isBusy} onPress={onBack}>{t('vault.new.back')}</Button>
        <Button type="submit" variant="primary" size="large" isBusy={isBusy} isDisabled={!canCreate}>{t('vault.new.create')}</Button>
      </div>
    </Form>
  );
}
