// The ways to open this vault: change the passphrase, add and remove ways, make a new vault key. Pattern: table with actions; each step is a modal form.
import { useCallback, useEffect, useState } from 'react';
import type { SlotView } from '#ipc';
import { formatInstant } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useEngine } from '../../port/ports.tsx';
import { groupText } from '../vault/recoveryKey.ts';
import { AddSlotDialog, type SlotType } from './AddSlotDialog.tsx';
import { ChangePassphraseDialog } from './ChangePassphraseDialog.tsx';
import { RekeyDialog, RemoveSlotDialog } from './SlotDialogs.tsx';
import styles from './Settings.module.css';

type Open =
  | { readonly dialog: 'change' } | { readonly dialog: 'rekey' } | { readonly dialog: 'add'; readonly type: SlotType } | { readonly dialog: 'remove'; readonly slot: SlotView } | null;

export function SlotsPanel() {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const [slots, setSlots] = useState<readonly SlotView[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const load = useCallback(() => {
    void engine.call('vault.slots', {}).then((answer) => {
      if (answer.ok) setSlots(answer.value.slots);
      setProblem(answer.ok ? null : answer.error.kind);
    });
  }, [engine]);
  useEffect(load, [load]);
  const close = (): void => {
    setOpen(null);
    load();
  };
  if (problem !== null) return <ErrorState title={failure(problem)} onRetry={load} />;
  if (slots === null) return <Skeleton lines={3} />;
  return (
    <div className={styles['panel']}>
      <table className={styles['table']}>
        <thead><tr><th scope="col">{t('settings.slots.way')}</th><th scope="col">{t('settings.slots.label')}</th><th scope="col">{t('settings.slots.since')}</th><th scope="col"><span className="visually-hidden">{t('settings.slots.actions')}</span></th></tr></thead>
        <tbody>
          {slots.map((slot) => (
            <tr key={slot.name}>
              <td><Badge tone={slot.type === 'escrow' ? 'warn' : 'neutral'}>{t(`settings.slots.type.${slot.type}`)}</Badge></td>
              <td>
                {slot.label}
                {slot.recipient === null ? null : <div className={styles['recipient']}>{groupText(slot.recipient)}</div>}
              </td>
              <td className="mono">{formatInstant(slot.createdAt, 'UTC', 'minute')}</td>
              <td className={styles['end']}><Button variant="quiet" isDisabled={slots.length === 1} onPress={() => setOpen({ dialog: 'remove', slot })} aria-label={t('settings.slots.removeNamed', { label: slot.label })}>{t('settings.slots.remove')}</Button></td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles['actions']}>
        <Button onPress={() => setOpen({ dialog: 'change' })}>{t('settings.slots.change')}</Button>
        <Menu label={t('settings.slots.add')} onAction={(id) => setOpen({ dialog: 'add', type: id as SlotType })} actions={(['passphrase', 'recovery', 'escrow'] as const).map((type) => ({ id: type, label: t(`settings.slots.type.${type}`) }))}>
          <Button>{t('settings.slots.add')}</Button>
        </Menu>
        <Button variant="danger" onPress={() => setOpen({ dialog: 'rekey' })}>{t('settings.slots.rekey')}</Button>
      </div>
      {open?.dialog === 'change' ? <ChangePassphraseDialog onClose={close} /> : null}
      {open?.dialog === 'add' ? <AddSlotDialog type={open.type} onClose={close} /> : null}
      {open?.dialog === 'remove' ? <RemoveSlotDialog slot={open.slot} onClose={close} onRekey={() => { load(); setOpen({ dialog: 'rekey' }); }} /> : null}
      {open?.dialog === 'rekey' ? <RekeyDialog onClose={close} /> : null}
    </div>
  );
}
