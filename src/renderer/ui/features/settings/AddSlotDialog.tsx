// Adds a way to open the vault: another passphrase, another recovery key, or an escrow recipient. Pattern: modal form; a recovery key is shown once after it.
import { useState } from 'react';
import type { SlotView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot, FormDialog } from '../../kit/Dialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { useSession } from '../../session/store.ts';
import { looksLikeRecipient } from '../vault/newVault.ts';
import { PassphraseFields, type NewPassphrase } from '../vault/PassphraseFields.tsx';
import { RecipientField } from '../vault/RecipientField.tsx';
import { RecoveryKeyCard } from '../vault/RecoveryKeyCard.tsx';

export type SlotType = SlotView['type'];

export function AddSlotDialog({ type, onClose }: { readonly type: SlotType; readonly onClose: () => void }) {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const vaultName = useSession((state) => state.report?.vaultName ?? '');
  const [label, setLabel] = useState('');
  const [secret, setSecret] = useState<NewPassphrase>({ passphrase: '', isAcceptable: false });
  const [recipient, setRecipient] = useState('');
  const [key, setKey] = useState<{ readonly recoveryKey: string; readonly qr: string } | null>(null);
  const { run, busy, error } = useCall((name: string) => {
    switch (type) {
      case 'passphrase': return engine.call('vault.addSlot', { type, passphrase: secret.passphrase, label: name });
      case 'escrow': return engine.call('vault.addSlot', { type, recipient: recipient.trim(), label: name });
      case 'recovery': return engine.call('vault.addSlot', { type, label: name });
    }
  });
  const isComplete = label.trim() !== '' && (type === 'recovery' || (type === 'passphrase' ? secret.isAcceptable : looksLikeRecipient(recipient.trim())));
  const submit = async (): Promise<void> => {
    const answer = await run(label.trim());
    if (answer?.ok !== true) return;
    const { recoveryKey, recoveryQr } = answer.value;
    if (recoveryKey === null) onClose();
    else setKey({ recoveryKey, qr: recoveryQr ?? '' });
  };
  if (key !== null) {
    return (
      <Dialog title={t('settings.slots.type.recovery')} isOpen onClose={onClose} isBusy>
        <DialogBody>
          <p>{t('vault.recovery.lead')}</p>
          <RecoveryKeyCard vaultName={vaultName} {...key} />
        </DialogBody>
        <DialogFoot><Button variant="primary" onPress={onClose}>{t('vault.recovery.kept')}</Button></DialogFoot>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t(`settings.slots.add.${type}`)} isOpen onClose={onClose} submitLabel={t('settings.slots.add.submit')} onSubmit={() => void submit()} isBusy={busy} canSubmit={isComplete}
      error={error === null ? null : failure(error.kind)}
    >
      <TextField label={t('settings.slots.label')} placeholder={t(`settings.slots.label.${type}`)} value={label} onChange={setLabel} isRequired autoFocus maxLength={100} />
      {type === 'passphrase' ? <PassphraseFields onChange={setSecret} /> : null}
      {type === 'escrow' ? <RecipientField value={recipient} onChange={setRecipient} /> : null}
    </FormDialog>
  );
}
