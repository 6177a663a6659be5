// Pairs a server: its code, or address and fingerprint as they were compared. Keys: Enter pairs, Escape closes. Pattern: modal form; the system asks before anything is sent.
import { useState, type ReactNode } from 'react';
import { fail } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { addressOfCode } from './addressOfCode.ts';
import { useWhy } from './useWhy.ts';

/** How long the gate stays open for a pairing. */
const PAIRING_MINUTES = 10;

export function PairDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText();
  const why = useWhy();
  const engine = useEngine();
  const desktop = useDesktop();
  const [name, setName] = useState('');
  const [by, setBy] = useState<'code' | 'fingerprint'>('fingerprint');
  const [code, setCode] = useState('');
  const [typed, setTyped] = useState({ address: '', fingerprint: '' });
  const { run, busy, error } = useCall(async () => {
    const address = by === 'code' ? addressOfCode(code) : typed.address.trim();
    if (address === null) return fail('bad-pairing', 'not a code');
    const armed = await desktop.call('gate.arm', { address, minutes: PAIRING_MINUTES });
    if (!armed.ok) return armed;
    return engine.call('sync.pair', { name, address: armed.value.address ?? address, code: by === 'code' ? code.trim() : null, fingerprint: by === 'code' ? null : typed.fingerprint });
  });
  const isWhole = name.trim() !== '' && (by === 'code' ? addressOfCode(code) !== null : typed.address.trim() !== '' && typed.fingerprint.replaceAll(/[\s:-]/g, '').length === 20);
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok === true) onClose();
  };
  return (
    <FormDialog title={t('network.pairTitle')} isOpen onClose={onClose} submitLabel={t('network.pairSubmit')} onSubmit={() => void submit()} canSubmit={isWhole} isBusy={busy} error={error === null ? null : why(error.kind)}>
      <p className="muted">{t('network.pairLead')}</p>
      <TextField label={t('network.pairName')} value={name} onChange={setName} isRequired autoFocus maxLength={200} />
      <RadioGroup label={t('network.pairHow')} value={by} onChange={setBy} choices={(['fingerprint', 'code'] as const).map((value) => ({ value, label: t(`network.pairBy.${value}`), note: t(`network.pairBy.${value}Text`) }))} />
      {by === 'code' ? <TextArea label={t('network.code')} value={code} onChange={setCode} isRequired isMono rows={3} spellCheck="false" /> : (
        <>
          <TextField label={t('network.address')} help={t('network.addressHelp')} value={typed.address} onChange={(address) => setTyped((now) => ({ ...now, address }))} isRequired isMono />
          <TextField label={t('network.fingerprint')} value={typed.fingerprint} onChange={(fingerprint) => setTyped((now) => ({ ...now, fingerprint }))} isRequired isMono />
        </>
      )}
    </FormDialog>
  );
}
