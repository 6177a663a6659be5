// What can be done with the selected entity, as buttons, as a menu and as commands with keys; each is a forward entry.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isFixedField, statesOf, titleOf, type Entity } from '#domain';
import { useScreenCommands } from '../grid/useScreenCommands.ts';
import { useText } from '../i18n/intl.tsx';
import { Button } from '../kit/Button.tsx';
import { Menu } from '../kit/Menu.tsx';
import { showToast } from '../kit/toasts.ts';
import { useDesktop } from '../port/ports.tsx';
import { AmendDialog } from './dialogs/AmendDialog.tsx';
import { LinkDialog } from './dialogs/LinkDialog.tsx';
import { ReasonDialog } from './dialogs/ReasonDialog.tsx';
import { StateDialog } from './dialogs/StateDialog.tsx';
import styles from './inspector.module.css';

type Open = 'amend' | 'tags' | 'state' | 'link' | 'retract' | 'confirm' | 'dispute' | null;

export function EntityActions({ log, entity, children }: { readonly log: LogId; readonly entity: Entity; readonly children?: ReactNode }): ReactNode {
  const t = useText();
  const desktop = useDesktop();
  const [open, setOpen] = useState<Open>(null);
  const stands = entity.retracted === null;
  const canRetract = stands && entity.kind !== 'incident';
  const hasStates = stands && statesOf(entity.kind).length > 0;
  // Of a kind that stays wholly as it was written not even the time is amended.
  const canAmend = !isFixedField(entity.kind, 'occurred');
  const copy = async (): Promise<void> => {
    const answer = await desktop.call('clipboard.writeText', { text: [entity.ref, titleOf(entity)].filter((part) => part !== null).join(' ') });
    if (answer.ok) showToast({ tone: 'plain', title: t('kit.copied') });
  };
  useScreenCommands([
    { id: 'entry.amend', label: 'inspector.amendCommand', group: 'record', keys: ['m'], undo: 'entry', when: () => canAmend, run: () => setOpen('amend') },
    { id: 'entry.state', label: 'inspector.stateCommand', group: 'record', keys: ['s'], undo: 'entry', when: () => hasStates, run: () => setOpen('state') },
    { id: 'entry.tag', label: 'inspector.tagCommand', group: 'record', keys: ['t'], undo: 'entry', when: () => canAmend, run: () => setOpen('tags') },
    { id: 'entry.link', label: 'inspector.linkCommand', group: 'record', keys: ['Shift+l'], undo: 'entry', run: () => setOpen('link') },
    { id: 'entry.confirm', label: 'inspector.confirmCommand', group: 'record', keys: ['Shift+a'], undo: 'none', run: () => setOpen('confirm') },
    { id: 'entry.dispute', label: 'inspector.disputeCommand', group: 'record', undo: 'none', run: () => setOpen('dispute') },
    { id: 'entry.retract', label: 'inspector.retractCommand', group: 'record', keys: ['Delete'], undo: 'entry', when: () => canRetract, run: () => setOpen('retract') },
    { id: 'entry.copy', label: 'inspector.copyCommand', group: 'screen', keys: ['Shift+c'], undo: 'none', run: copy },
  ]);
  const close = (): void => setOpen(null);
  const ref = entity.ref ?? t('inspector.entryNumber', { number: entity.stamp.number });
  return (
    <>
      <div className={styles['actions']}>
        {children}
        {hasStates ? <Button keys="s" onPress={() => setOpen('state')}>{t('inspector.state')}</Button> : null}
        {canAmend ? <Button keys="m" onPress={() => setOpen('amend')}>{t('inspector.amend')}</Button> : null}
        <Menu
          label={t('inspector.more')} onAction={(id) => (id === 'copy' ? void copy() : setOpen(id as Open))}
          actions={[
            { id: 'link', label: t('inspector.linkCommand'), keys: 'Shift+l' }, { id: 'tags', label: t('inspector.tagCommand'), keys: 't', isDisabled: !canAmend },
            { id: 'confirm', label: t('inspector.confirmCommand'), keys: 'Shift+a' }, { id: 'dispute', label: t('inspector.disputeCommand') },
            { id: 'copy', label: t('inspector.copyCommand'), keys: 'Shift+c' },
            { id: 'retract', label: t('inspector.retractCommand'), keys: 'Delete', isDisabled: !canRetract, isDangerous: true },
          ]}
        >
          <Button>{t('inspector.more')}</Button>
        </Menu>
      </div>
      {open === 'amend' ? <AmendDialog log={log} entity={entity} onClose={close} /> : null}
      {open === 'tags' ? <AmendDialog log={log} entity={entity} field="tags" onClose={close} /> : null}
      {open === 'state' ? <StateDialog log={log} entity={entity} onClose={close} /> : null}
      {open === 'link' ? <LinkDialog log={log} entity={entity} onClose={close} /> : null}
      {open === 'retract' ? (
        <ReasonDialog
          log={log} title={t('inspector.retractTitle', { ref })} explanation={t('inspector.retractText')} label={t('inspector.retractReason')} submitLabel={t('inspector.retract')} isReasonRequired isDangerous onClose={close}
          toDraft={(reason) => ({ kind: 'retract', occurred: null, body: { target: entity.id, reason } })}
        />
      ) : null}
      {open === 'confirm' || open === 'dispute' ? (
        <ReasonDialog
          log={log} title={t(open === 'confirm' ? 'inspector.confirmTitle' : 'inspector.disputeTitle', { ref })} explanation={t(open === 'confirm' ? 'inspector.confirmText' : 'inspector.disputeText')} label={t('inspector.attestNote')}
          submitLabel={t(open === 'confirm' ? 'inspector.confirm' : 'inspector.dispute')} isReasonRequired={open === 'dispute'} onClose={close}
          toDraft={(note) => ({ kind: 'attest', occurred: null, body: { target: entity.id, verdict: open, ...(note === '' ? {} : { note }) } })}
        />
      ) : null}
    </>
  );
}
