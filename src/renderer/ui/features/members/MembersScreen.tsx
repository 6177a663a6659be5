// Who may read and write the incident: devices with their fingerprints, roles and keys; open invitations; who was removed. Keys: N invites, A admits from a request file, K makes a new key.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { InvitationSheet, MembersView, MemberView } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { AdmitDialog } from './AdmitDialog.tsx';
import { ExposureDialog } from './Exposure.tsx';
import { InvitationSheetDialog } from './InvitationSheetDialog.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { CheckDialog, RoleDialog, RotateDialog } from './MemberDialogs.tsx';
import { MembersNotices } from './MembersNotices.tsx';
import { MembersTable, type MemberAction } from './MembersTable.tsx';
import { OpenInvitations, RemovedDevices } from './OtherTables.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import styles from './members.module.css';

type Asking =
  | { readonly about: 'invite' | 'admit' | 'rotate' }
  | { readonly about: MemberAction; readonly member: MemberView }
  | { readonly about: 'sheet'; readonly sheet: InvitationSheet };

export function MembersScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('members', { log });
  const [asking, setAsking] = useState<Asking | null>(null);
  const view = query.state === 'ready' ? query.result : null;
  const isAdmin = view?.ownRole === 'admin' && view.decided;
  useScreenCommands([
    { id: 'members.invite', label: 'members.invite', keywords: 'members.invite.keywords', group: 'record', keys: ['n'], undo: 'none', when: () => isAdmin, run: () => setAsking({ about: 'invite' }) },
    { id: 'members.admit', label: 'members.admit', keywords: 'members.admit.keywords', group: 'record', keys: ['a'], undo: 'none', when: () => isAdmin, run: () => setAsking({ about: 'admit' }) },
    { id: 'members.rotate', label: 'members.rotate', keywords: 'members.rotate.keywords', group: 'record', keys: ['k'], undo: 'none', when: () => isAdmin, run: () => setAsking({ about: 'rotate' }) },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('members.failed')} text={failure(query.kind)} />;
  if (view === null) return <Skeleton />;
  const buttons = !isAdmin ? null : (
    <div className={styles['buttons']}>
      <Button variant="quiet" keys="k" onPress={() => setAsking({ about: 'rotate' })}>{t('members.rotate')}</Button>
      <Button keys="a" onPress={() => setAsking({ about: 'admit' })}>{t('members.admit')}</Button>
      <Button variant="primary" keys="n" onPress={() => setAsking({ about: 'invite' })}>{t('members.invite')}</Button>
    </div>
  );
  const isAlone = view.members.length === 1 && view.removed.length === 0 && view.invitations.length === 0 && view.members[0]?.own === true;
  return (
    <div className={styles['page']}>
      <MembersNotices view={view} onRotate={isAdmin ? () => setAsking({ about: 'rotate' }) : null} />
      <Panel title={t('members.list')} aside={buttons}>
        <p className={styles['lead']}>{t('members.lead')}</p>
        <MembersTable view={view} isAdmin={isAdmin} onAction={(about, member) => setAsking({ about, member })} />
        {isAlone ? <EmptyState title={t('members.alone')} text={t('members.aloneText')}>{isAdmin ? <Button variant="primary" keys="n" onPress={() => setAsking({ about: 'invite' })}>{t('members.invite')}</Button> : null}</EmptyState> : null}
      </Panel>
      {isAlone ? null : <Panel title={t('members.invitations')}><OpenInvitations log={log} view={view} isAdmin={isAdmin} onSheet={(sheet) => setAsking({ about: 'sheet', sheet })} /></Panel>}
      {view.removed.length === 0 ? null : <Panel title={t('members.removedList')}><RemovedDevices log={log} view={view} /></Panel>}
      {asking === null ? null : <Question log={log} asking={asking} view={view} onClose={() => setAsking(null)} />}
    </div>
  );
}

function Question({ log, asking, view, onClose }: { readonly log: LogId; readonly asking: Asking; readonly view: MembersView; readonly onClose: () => void }): ReactNode {
  switch (asking.about) {
    case 'invite': return <InviteDialog log={log} onClose={onClose} />;
    case 'admit': return <AdmitDialog log={log} onClose={onClose} />;
    case 'rotate': return <RotateDialog log={log} count={view.members.length} onClose={onClose} />;
    case 'sheet': return <InvitationSheetDialog sheet={asking.sheet} onClose={onClose} />;
    case 'check': return <CheckDialog log={log} member={asking.member} onClose={onClose} />;
    case 'role': return <RoleDialog log={log} member={asking.member} onClose={onClose} />;
    case 'remove': return <RemoveDialog log={log} member={asking.member} onClose={onClose} />;
    case 'exposure': return <ExposureDialog log={log} device={asking.member.device} name={asking.member.name ?? asking.member.fingerprint} onClose={onClose} />;
  }
}
