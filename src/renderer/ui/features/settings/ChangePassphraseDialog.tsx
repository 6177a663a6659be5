// Replaces the passphrase: the present one, then the new one twice. Pattern: modal form.
import { useState } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { PassphraseFields, type NewPassphrase } from '../vault/PassphraseFields.tsx';

export function ChangePassphraseDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState<NewPassphrase>({ passphrase: '', isAcceptable: false });
  const { run, busy, error } = useCall((input: { readonly current: string; readonly next: string }) => engine.call('vault.changePassphrase', input));
  const submit = async (): Promise<void> => {
    const answer = await run({ current, next: next.passphrase });
    if (answer?.ok !== true) return;
    showToast({ tone: 'ok', title: t('settings.slots.changed') });
    onClose();
  };
  return (
    <FormDialog
      title={t('settings.slots.change')} isOpen onClose={onClose} submitLabel={t('settings.slots.change')} onSubmit={() => void submit()} isBusy={busy}
      canSubmit={current !== '' && next.isAcceptable} error={error === null ? null : error.kind === 'wrong-key' ? t('settings.slots.wrongPassphrase') : failure(error.kind)}
    >
      <TextField label={t('settings.slots.current')} type="password" value={current} onChange={setCurrent} isRequired autoFocus autoComplete="off" />
      <PassphraseFields onChange={setNext} />
    </FormDialog>
  );
}
