// Known vaults, the secret, and the ways to another vault. Keys: arrows in the list, Enter unlocks. Pattern: ARIA listbox and form.
import { useEffect, useMemo, useState } from 'react';
import { Form, ListBox, ListBoxItem } from 'react-aria-components';
import type { KnownVault, UnlockReport } from '#ipc';
import { formatInstant } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { Icon } from '../../kit/Icon.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useCall } from '../../port/useCall.ts';
import { useDesktop } from '../../port/ports.tsx';
import { useVaultSession } from '../../session/VaultSessionContext.tsx';
import { normaliseRecoveryKey } from './recoveryKey.ts';
import { useUnlockError } from './useUnlockError.ts';
import styles from './Vault.module.css';

export interface UnlockFormProps {
  readonly onOpened: (vault: KnownVault, report: UnlockReport) => void;
  readonly onCreate: () => void;
}

export function UnlockForm({ onOpened, onCreate }: UnlockFormProps) {
  const t = useText();
  const desktop = useDesktop();
  const session = useVaultSession();
  const errorText = useUnlockError();
  const [vaults, setVaults] = useState<readonly KnownVault[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [secretKind, setSecretKind] = useState<'passphrase' | 'recovery'>('passphrase');
  const [secret, setSecret] = useState('');
  const [folderError, setFolderError] = useState<string | null>(null);
  const vault = vaults?.find((candidate) => candidate.vault === chosen) ?? null;
  const { run, busy, error, clear } = useCall((target: KnownVault) =>
    session.unlock(target, secretKind === 'passphrase' ? { passphrase: secret } : { recoveryKey: normaliseRecoveryKey(secret) }));

  useEffect(() => {
    void desktop.call('vaults.list', {}).then((answer) => {
      const known = answer.ok ? answer.value.vaults : [];
      setVaults(known);
      setChosen(known.find((candidate) => candidate.present)?.vault ?? null);
    });
  }, [desktop]);

  const unlock = async (): Promise<void> => {
    if (vault === null || secret === '' || busy) return;
    const answer = await run(vault);
    setSecret('');
    if (answer?.ok === true) onOpened(vault, answer.value);
  };
  const openFolder = async (): Promise<void> => {
    setFolderError(null);
    const answer = await desktop.call('vaults.choose', {});
    if (answer.ok) {
      const found = answer.value;
      setVaults((before) => [found, ...(before ?? []).filter((candidate) => candidate.vault !== found.vault)]);
      setChosen(found.vault);
      clear();
    } else if (answer.error.kind !== 'cancelled') setFolderError(errorText(answer.error));
  };

  if (vaults === null) return <Skeleton lines={4} />;
  return (
    <Form className={cx(styles['form'])} onSubmit={(event) => { event.preventDefault(); void unlock(); }}>
      {vaults.length === 0 ? <p className={styles['hint']}>{t('vault.none')}</p> : <VaultList vaults={vaults} chosen={chosen} onChoose={(id) => { setChosen(id); clear(); }} />}
      {vault === null ? null : (
        <>
          <TextField
            key={secretKind} label={t(secretKind === 'passphrase' ? 'vault.passphrase' : 'vault.recoveryKey')} isLabelHidden size="large" type={secretKind === 'passphrase' ? 'password' : 'text'}
            isMono={secretKind === 'recovery'} placeholder={t(secretKind === 'passphrase' ? 'vault.passphrase' : 'vault.recoveryKey.placeholder')} value={secret}
            onChange={(value) => { setSecret(value); if (error !== null) clear(); }} autoFocus autoComplete="off" spellCheck="false" isReadOnly={busy} error={error === null ? null : errorText(error)}
          />
          {busy ? <ProgressBar label={t('vault.derivingKey')} fraction={null} /> : null}
          <Button type="submit" variant="primary" size="large" isWide isBusy={busy} isDisabled={secret === '' || !vault.present}>{t('vault.unlock')}</Button>
        </>
      )}
      {vaults.length === 0 ? <Button variant="primary" size="large" isWide autoFocus onPress={onCreate}>{t('vault.newVault')}</Button> : null}
      {folderError === null ? null : <p role="alert" className={styles['danger']}>{folderError}</p>}
      <div className={styles['links']}>
        {vault === null ? null : (
          <Button variant="link" onPress={() => { setSecretKind(secretKind === 'passphrase' ? 'recovery' : 'passphrase'); setSecret(''); clear(); }}>
            {t(secretKind === 'passphrase' ? 'vault.useRecoveryKey' : 'vault.usePassphrase')}
          </Button>
        )}
        {vaults.length === 0 ? null : <Button variant="link" onPress={onCreate}>{t('vault.newVault')}</Button>}
        <Button variant="link" onPress={() => void openFolder()}>{t('vault.openFolder')}</Button>
      </div>
    </Form>
  );
}

function VaultList({ vaults, chosen, onChoose }: { readonly vaults: readonly KnownVault[]; readonly chosen: string | null; readonly onChoose: (vault: string) => void }) {
  const t = useText();
  const selected = useMemo(() => (chosen === null ? [] : [chosen]), [chosen]);
  const note = (vault: KnownVault): string => {
    if (!vault.present) return t('vault.absent', { path: vault.path });
    if (vault.lastOpened === null) return vault.path;
    const at = formatInstant(vault.lastOpened, 'UTC', 'minute');
    return t(vault.removable ? 'vault.lastOpenedRemovable' : 'vault.lastOpened', { at, path: vault.path });
  };
  return (
    <ListBox
      aria-label={t('vault.vaults')} className={cx(styles['vaults'])} selectionMode="single" selectionBehavior="replace" disallowEmptySelection selectedKeys={selected}
      disabledKeys={vaults.filter((vault) => !vault.present).map((vault) => vault.vault)}
      onSelectionChange={(keys) => { if (keys !== 'all') for (const key of keys) onChoose(String(key)); }}
    >
      {vaults.map((vault) => (
        <ListBoxItem key={vault.vault} id={vault.vault} textValue={vault.name} className={cx(styles['vault'])}>
          <span className={styles['vaultName']}>{vault.name}</span>
          <span className={styles['vaultNote']} title={vault.path}>{note(vault)}</span>
          {vault.vault === chosen ? <span className={styles['tick']}><Icon name="check" /></span> : null}
        </ListBoxItem>
      ))}
    </ListBox>
  );
}
