// Last steps of a new vault: the recovery key shown once, then typed back. Keys: Enter goes on. Pattern: figure, then form.
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { cx } from '../../kit/cx.ts';
import { TextArea } from '../../kit/TextArea.tsx';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { RecoveryKeyCard, type RecoveryKeyCardProps } from './RecoveryKeyCard.tsx';
import { normaliseRecoveryKey } from './recoveryKey.ts';
import styles from './Vault.module.css';

export function ShowRecovery({ onNext, ...card }: RecoveryKeyCardProps & { readonly onNext: () => void }) {
  const t = useText();
  const [isKept, setKept] = useState(false);
  return (
    <>
      <p className={styles['hint']}>{t('vault.recovery.lead')}</p>
      <RecoveryKeyCard {...card} />
      <Checkbox isSelected={isKept} onChange={setKept}>{t('vault.recovery.kept')}</Checkbox>
      <div className={styles['buttons']}>
        <Button variant="primary" size="large" isDisabled={!isKept} onPress={onNext}>{t('vault.new.next')}</Button>
      </div>
    </>
  );
}

export function ConfirmRecovery({ onBack, onConfirmed }: { readonly onBack: () => void; readonly onConfirmed: () => void }) {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const { run, busy, error } = useCall((key: string) => engine.call('vault.confirmRecovery', { typed: key }));
  const confirm = async (): Promise<void> => {
    const answer = await run(normaliseRecoveryKey(typed));
    if (answer?.ok !== true) return;
    setWrong(!answer.value.matches);
    if (answer.value.matches) onConfirmed();
  };
  return (
    <Form className={cx(styles['form'])} onSubmit={(event) => { event.preventDefault(); if (typed.trim() !== '') void confirm(); }}>
      <p className={styles['hint']}>{t('vault.recovery.typeBack.lead')}</p>
      <TextArea
        label={t('vault.recovery.typeBack')} value={typed} onChange={(value) => { setTyped(value); setWrong(false); }} isMono rows={3} autoFocus isRequired spellCheck="false"
        error={error !== null ? failure(error.kind) : isWrong ? t('vault.recovery.wrong') : null}
      />
      <div className={styles['buttons']}>
        <Button variant="quiet" onPress={onBack}>{t('vault.recovery.showAgain')}</Button>
        <Button type="submit" variant="primary" size="large" isBusy={busy} isDisabled={typed.trim() === ''}>{t('vault.recovery.finish')}</Button>
      </div>
    </Form>
  );
}
