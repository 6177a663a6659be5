// A new vault in four steps: name and person, passphrase, recovery key, typed back. Keys: Enter goes on, Tab moves. Pattern: form per step with a heading.
import { useState } from 'react';
import type { KnownVault, UnlockReport } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { useCall } from '../../port/useCall.ts';
import { useDesktop } from '../../port/ports.tsx';
import { useAppInfo, useVaultSession } from '../../session/VaultSessionContext.tsx';
import type { CreatedVault } from '../../session/vaultSession.ts';
import { CreateBasics } from './CreateBasics.tsx';
import { CreateSecrets } from './CreateSecrets.tsx';
import { ConfirmRecovery, ShowRecovery } from './CreateRecovery.tsx';
import { initialsOf, type VaultBasics, type VaultSecrets } from './newVault.ts';
import styles from './Vault.module.css';

type Step = 'basics' | 'secrets' | 'recovery' | 'confirm';

export function CreateVault({ onDone, onCancel }: { readonly onDone: (vault: KnownVault, report: UnlockReport) => void; readonly onCancel: () => void }) {
  const t = useText();
  const failure = useFailureText();
  const desktop = useDesktop();
  const session = useVaultSession();
  const { userName } = useAppInfo();
  const [step, setStep] = useState<Step>('basics');
  const [basics, setBasics] = useState<VaultBasics>({ name: '', parent: null, path: null, operatorName: userName, initials: initialsOf(userName), role: '', organisation: '' });
  const [created, setCreated] = useState<CreatedVault | null>(null);
  const { run, busy, error, clear } = useCall((secrets: VaultSecrets) => session.create({
    name: basics.name.trim(), parent: basics.parent, passphrase: secrets.passphrase, escrowRecipient: secrets.escrowRecipient,
    operator: {
      name: basics.operatorName.trim(), initials: basics.initials.trim(),
      ...(basics.role.trim() === '' ? {} : { role: basics.role.trim() }), ...(basics.organisation.trim() === '' ? {} : { organisation: basics.organisation.trim() }),
    },
  }));
  const create = async (secrets: VaultSecrets): Promise<void> => {
    const answer = await run(secrets);
    if (answer?.ok !== true) return;
    setCreated(answer.value);
    setStep('recovery');
  };
  const finish = async (): Promise<void> => {
    if (created === null) return;
    const known = await desktop.call('vaults.list', {});
    const vault = known.ok ? known.value.vaults.toSorted((a, b) => (b.lastOpened ?? 0) - (a.lastOpened ?? 0)).find((candidate) => candidate.name === created.report.vaultName) : undefined;
    onDone(vault ?? { vault: '', name: created.report.vaultName, path: basics.path ?? '', lastOpened: null, present: true, removable: false }, created.report);
  };
  return (
    <section className={styles['form']} aria-label={t('vault.new.title')}>
      <h2 className={styles['step']}>{t(`vault.new.step.${step}`)}</h2>
      {step === 'basics' ? <CreateBasics basics={basics} onChange={setBasics} onNext={() => setStep('secrets')} onCancel={onCancel} /> : null}
      {step === 'secrets' ? (
        <CreateSecrets isBusy={busy} error={error === null ? null : failure(error.kind)} onBack={() => { clear(); setStep('basics'); }} onCreate={(secrets) => void create(secrets)} />
      ) : null}
      {busy ? <ProgressBar label={t('vault.new.creating')} fraction={null} /> : null}
      {step === 'recovery' && created !== null ? <ShowRecovery vaultName={created.report.vaultName} recoveryKey={created.recoveryKey} qr={created.recoveryQr} onNext={() => setStep('confirm')} /> : null}
      {step === 'confirm' ? <ConfirmRecovery onBack={() => setStep('recovery')} onConfirmed={() => void finish()} /> : null}
    </section>
  );
}
