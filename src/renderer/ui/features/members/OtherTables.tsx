// Invitations that are open, and devices that were removed. Keys: Tab to the buttons of a row. Pattern: tables.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { InvitationSheet, InvitationView, MembersView, RemovedMemberView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { useOutlets } from '../integrity/useOutlets.ts';
import { ExposureDialog } from './Exposure.tsx';
import styles from './members.module.css';

interface InvitationsProps { readonly log: LogId; readonly view: MembersView; readonly isAdmin: boolean; readonly onSheet: (sheet: InvitationSheet) => void }

export function OpenInvitations({ log, view, isAdmin, onSheet }: InvitationsProps): ReactNode {
  const t = useText();
  const word = useWord();
  const engine = useEngine();
  const { say } = useOutlets();
  const show = async ({ invitation }: InvitationView): Promise<void> => {
    const shown = await engine.call('member.showInvitation', { log, invitation });
    if (shown.ok) onSheet(shown.value);
    else say(shown.error.kind);
  };
  const cancel = async ({ invitation }: InvitationView): Promise<void> => {
    const cancelled = await engine.call('member.cancelInvitation', { log, invitation });
    if (cancelled.ok) showToast({ tone: 'ok', title: t('members.cancelled') });
    else say(cancelled.error.kind);
  };
  if (view.invitations.length === 0) return <p className="muted">{t('members.invitationsNone')}</p>;
  return (
    <table className={styles['table']} aria-label={t('members.invitations')}>
      <thead><tr><th scope="col">{t('members.forWhom')}</th><th scope="col">{t('members.role')}</th><th scope="col">{t('members.history')}</th><th scope="col">{t('members.expires')}</th><th scope="col"><span className="visually-hidden">{t('members.actionsHead')}</span></th></tr></thead>
      <tbody>
        {view.invitations.map((one) => (
          <tr key={one.invitation}>
            <th scope="row"><span className={styles['who']} data-unnamed={one.forWhom === null ? '' : undefined}>{one.forWhom ?? t('members.invitedElsewhere')}</span></th>
            <td>{word('memberRole', one.role)}</td>
            <td>{word('invitationHistory', one.history)}</td>
            <td>{one.expires === null ? t('members.never') : <Instant at={one.expires} detail="minute" />}{one.expired ? <>{' '}<Badge tone="warn">{t('members.expired')}</Badge></> : null}</td>
            <td>
              {one.madeHere && !one.expired ? <Button variant="quiet" onPress={() => void show(one)}>{t('members.show')}</Button> : null}
              {isAdmin ? <Button variant="quiet" onPress={() => void cancel(one)}>{t('members.cancel')}</Button> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function RemovedDevices({ log, view }: { readonly log: LogId; readonly view: MembersView }): ReactNode {
  const t = useText();
  const [open, setOpen] = useState<RemovedMemberView | null>(null);
  const nameOf = (one: RemovedMemberView): string => one.name ?? t('members.nobody');
  return (
    <>
      <table className={styles['table']} aria-label={t('members.removedList')}>
        <thead><tr><th scope="col">{t('members.name')}</th><th scope="col">{t('members.removedBy')}</th><th scope="col">{t('members.exposureAfter')}</th><th scope="col"><span className="visually-hidden">{t('members.actionsHead')}</span></th></tr></thead>
        <tbody>
          {view.removed.map((one) => (
            <tr key={one.device}>
              <th scope="row"><span className={styles['who']}>{nameOf(one)}</span><span className={styles['fingerprint']} data-selectable="">{one.fingerprint}</span></th>
              <td>{one.removedBy ?? t('members.nobody')}</td>
              <td>{one.entriesAfter === 0 ? t('members.afterRemoval', { count: 0 }) : <Badge tone="danger">{t('members.afterRemoval', { count: one.entriesAfter })}</Badge>}</td>
              <td><Button variant="quiet" onPress={() => setOpen(one)}>{t('members.exposure')}</Button></td>
            </tr>
          ))}
        </tbody>
      </table>
      {open === null ? null : <ExposureDialog log={log} device={open.device} name={nameOf(open)} onClose={() => setOpen(null)} />}
    </>
  );
}
