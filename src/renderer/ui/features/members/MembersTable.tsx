// One row per member. Keys: Tab to the button of a row, Space opens what can be done. Pattern: table with a menu button in each row.
import type { ReactNode } from 'react';
import type { MembersView, MemberView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { Menu, type MenuAction } from '../../kit/Menu.tsx';
import { Standing } from './Fingerprint.tsx';
import styles from './members.module.css';

export type MemberAction = 'check' | 'role' | 'remove' | 'exposure';
interface Props { readonly view: MembersView; readonly isAdmin: boolean; readonly onAction: (action: MemberAction, member: MemberView) => void }

export function MembersTable({ view, isAdmin, onAction }: Props): ReactNode {
  const t = useText();
  return (
    <table className={styles['table']} aria-label={t('members.list')}>
      <thead><tr><th scope="col">{t('members.name')}</th><th scope="col">{t('members.role')}</th><th scope="col">{t('members.verification')}</th><th scope="col">{t('members.wrote')}</th><th scope="col"><span className="visually-hidden">{t('members.actionsHead')}</span></th></tr></thead>
      <tbody>{view.members.map((member) => <Row key={member.device} member={member} view={view} isAdmin={isAdmin} onAction={onAction} />)}</tbody>
    </table>
  );
}

function Row({ member, view, isAdmin, onAction }: Props & { readonly member: MemberView }): ReactNode {
  const t = useText();
  const word = useWord();
  const name = member.name ?? t('members.nobody');
  const actions = useActions(member, view, isAdmin);
  return (
    <tr>
      <th scope="row">
        <span className={styles['who']} data-unnamed={member.name === null ? '' : undefined}>{name}</span>{member.own ? <>{' '}<Badge>{t('members.thisDevice')}</Badge></> : null}
        {member.organisation === null ? null : <span className={styles['small']}>{member.organisation}</span>}
        <span className={styles['fingerprint']} data-selectable="">{member.fingerprint}</span>
      </th>
      <td>
        {word('memberRole', member.role)}
        {member.founder ? <span className={styles['small']}>{t('members.founder')}</span> : null}
        {member.hasKey ? null : <span className={styles['small']}>{t(member.role === 'witness' ? 'members.witnessNoKey' : 'members.noKey')}</span>}
      </td>
      <td><Standing member={member} /></td>
      <td>
        {t('members.entries', { count: member.entries })}
        {member.lastEntryAt === null ? null : <span className={styles['small']}>{t('members.lastSeen')}{' '}<Instant at={member.lastEntryAt} detail="minute" /></span>}
      </td>
      <td>
        {actions.length === 0 ? null : (
          <Menu label={t('members.actions', { name })} actions={actions} onAction={(id) => onAction(id as MemberAction, member)}>
            <IconButton icon="more" label={t('members.actions', { name })} />
          </Menu>
        )}
      </td>
    </tr>
  );
}

function useActions(member: MemberView, view: MembersView, isAdmin: boolean): readonly MenuAction[] {
  const t = useText();
  const isVoiced = view.voices.some((voice) => voice.device === member.device && !voice.byOwn);
  return [
    ...(!member.own && view.writing === 'yes' ? [{ id: 'check', label: t('members.compare') }] : []),
    ...(isAdmin ? [{ id: 'role', label: t('members.changeRole') }] : []),
    ...(member.own ? [] : [{ id: 'exposure', label: t('members.exposure') }]),
    ...(isAdmin && !member.own ? [{ id: 'remove', label: t(isVoiced ? 'members.secondVoice' : 'members.remove'), isDangerous: true }] : []),
  ];
}
