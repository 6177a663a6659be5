// First step of a new vault: its name, where it lies, and who writes. Keys: Enter goes on. Pattern: form.
import { Form } from 'react-aria-components';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { TextField } from '../../kit/TextField.tsx';
import { useDesktop } from '../../port/ports.tsx';
import { initialsOf, type VaultBasics } from './newVault.ts';
import styles from './Vault.module.css';

export interface CreateBasicsProps { readonly basics: VaultBasics; readonly onChange: (basics: VaultBasics) => void; readonly onNext: () => void; readonly onCancel: () => void }

export function CreateBasics({ basics, onChange, onNext, onCancel }: CreateBasicsProps) {
  const t = useText();
  const desktop = useDesktop();
  const isComplete = basics.name.trim() !== '' && basics.operatorName.trim() !== '' && basics.initials.trim() !== '';
  const choosePlace = async (): Promise<void> => {
    const answer = await desktop.call('vaults.chooseParent', {});
    if (answer.ok) onChange({ ...basics, parent: answer.value.parent, path: answer.value.path });
  };
  const rename = (operatorName: string): void => {
    const followed = basics.initials === initialsOf(basics.operatorName);
    onChange({ ...basics, operatorName, initials: followed ? initialsOf(operatorName) : basics.initials });
  };
  return (
    <Form className={cx(styles['form'])} onSubmit={(event) => { event.preventDefault(); if (isComplete) onNext(); }}>
      <TextField label={t('vault.new.name')} placeholder={t('vault.new.name.placeholder')} value={basics.name} onChange={(name) => onChange({ ...basics, name })} isRequired autoFocus maxLength={60} />
      <div className={styles['place']}>
        <div>
          <div className={styles['placeLabel']}>{t('vault.new.place')}</div>
          <div className={styles['placePath']}>{basics.path ?? t('vault.new.place.default')}</div>
        </div>
        <Button onPress={() => void choosePlace()}>{t('vault.new.place.choose')}</Button>
      </div>
      <div className={styles['pair']}>
        <TextField label={t('vault.new.operator')} value={basics.operatorName} onChange={rename} isRequired maxLength={100} />
        <TextField label={t('vault.new.initials')} value={basics.initials} onChange={(initials) => onChange({ ...basics, initials })} isRequired isMono maxLength={4} />
      </div>
      <div className={styles['pair']}>
        <TextField label={t('vault.new.role')} placeholder={t('vault.new.role.placeholder')} value={basics.role} onChange={(role) => onChange({ ...basics, role })} maxLength={100} />
        <TextField label={t('vault.new.organisation')} value={basics.organisation} onChange={(organisation) => onChange({ ...basics, organisation })} maxLength={100} />
      </div>
      <p className={styles['hint']}>{t('vault.new.operator.help')}</p>
      <div className={styles['buttons']}>
        <Button variant="quiet" onPress={onCancel}>{t('kit.cancel')}</Button>
        <Button type="submit" variant="primary" size="large" isDisabled={!isComplete}>{t('vault.new.next')}</Button>
      </div>
    </Form>
  );
}
