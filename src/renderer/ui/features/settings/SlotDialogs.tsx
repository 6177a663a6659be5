// Removing a way to open the vault, and making a new vault key. Pattern: modal alert forms.
import { useState } from 'react';
import type { SlotView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';

/** Removes one way. A copy of the folder made before can still be opened with it, so a new vault key is offered after. */
export function RemoveSlotDialog({ slot, onClose, onRekey }: { readonly slot: SlotView; readonly onClose: () => void; readonly onRekey: () => void }) {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const { run, busy, error } = useCall((name: string) => engine.call('vault.removeSlot', { name }));
  const submit = async (): Promise<void> => {
    const answer = await run(slot.name);
    if (answer?.ok !== true) return;
    showToast({ tone: 'warn', title: t('settings.slots.removed', { label: slot.label }), text: t('settings.slots.removed.text'), action: { label: t('settings.slots.rekey'), run: onRekey } });
    onClose();
  };
  return (
    <FormDialog
      role="alertdialog" title={t('settings.slots.removeNamed', { label: slot.label })} isOpen onClose={onClose} submitLabel={t('settings.slots.remove')} onSubmit={() => void submit()} isBusy={busy} isDangerous
      error={error === null ? null : failure(error.kind)}
    >
      <p>{t('settings.slots.remove.text', { type: t(`settings.slots.type.${slot.type}`) })}</p>
    </FormDialog>
  );
}

/** Makes a new vault key; ways whose secret is not at hand are dropped and named. */
export function RekeyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const [passphrase, setPassphrase] = useState('');
  const { run, busy, error } = useCall((secret: string) => engine.call('vault.rekey', { passphrase: secret }));
  const submit = async (): Promise<void> => {
    const answer = await run(passphrase);
    if (answer?.ok !== true) return;
    const { slotsKept, slotsDropped } = answer.value;
    showToast({ tone: slotsDropped.length === 0 ? 'ok' : 'warn', title: t('settings.rekey.done', { kept: slotsKept }), text: slotsDropped.length === 0 ? t('settings.rekey.all') : t('settings.rekey.dropped', { labels: slotsDropped.join(', ') }) });
    onClose();
  };
  return (
    <FormDialog
      role="alertdialog" title={t('settings.slots.rekey')} isOpen onClose={onClose} submitLabel={t('settings.rekey.submit')} onSubmit={() => void submit()} isBusy={busy} isDangerous canSubmit={passphrase !== ''}
      error={error === null ? null : error.kind === 'wrong-key' ? t('settings.slots.wrongPassphrase') : failure(error.kind)}
    >
      <p>{t('settings.rekey.text')}</p>
      <TextField label={t('settings.slots.current')} type="password" value={passphrase} onChange={setPassphrase} isRequired autoFocus autoComplete="off" />
    </FormDialog>
  );
}
