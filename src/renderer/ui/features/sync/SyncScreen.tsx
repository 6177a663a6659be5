// How the journal gets to the other members: by stick, and what each is known to hold. Keys: E exports, I imports, C acknowledges. Pattern: panels with a table.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { BundleStanding, MembersView, MemberStanding } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { SameIncidentNote } from '../conflicts/SameIncidentNote.tsx';
import { UnopenedNote } from '../members/UnopenedNote.tsx';
import { NetworkSection } from '../network/NetworkSection.tsx';
import { AcknowledgeDialog } from './AcknowledgeDialog.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { HubSection } from './HubSection.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import styles from './sync.module.css';

export function SyncScreen({ log }: ScreenProps): ReactNode {
  return (
    <div className={styles['page']}>
      <UnopenedNote log={log} />
      <SameIncidentNote log={log} />
      <StickSection log={log} />
      <NetworkSection log={log} />
      <HubSection log={log} />
    </div>
  );
}

function StickSection({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('bundle.standing', { log });
  const [open, setOpen] = useState<'export' | 'import' | 'acknowledge' | null>(null);
  const people = useQuery('members', { log });
  const standing = query.state === 'ready' ? withNames(query.result, people.state === 'ready' ? people.result : null) : null;
  const hasOthers = standing?.members.some(({ own }) => !own) ?? false;
  useScreenCommands([
    { id: 'sync.export', label: 'sync.export', keywords: 'sync.export.keywords', group: 'screen', keys: ['e'], undo: 'none', when: () => hasOthers, run: () => setOpen('export') },
    { id: 'sync.import', label: 'sync.import', keywords: 'sync.import.keywords', group: 'screen', keys: ['i'], undo: 'none', run: () => setOpen('import') },
    { id: 'sync.acknowledge', label: 'sync.acknowledge', keywords: 'sync.acknowledge.keywords', group: 'screen', keys: ['c'], undo: 'none', when: () => hasOthers, run: () => setOpen('acknowledge') },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('sync.failed')} text={failure(query.kind)} />;
  if (standing === null) return <Skeleton />;
  return (
    <Panel
      title={t('sync.stick')}
      aside={(
        <div className={styles['buttons']}>
          {hasOthers ? <Button variant="quiet" keys="c" onPress={() => setOpen('acknowledge')}>{t('sync.acknowledge')}</Button> : null}
          <Button keys="i" onPress={() => setOpen('import')}>{t('sync.import')}</Button>
          {hasOthers ? <Button variant="primary" keys="e" onPress={() => setOpen('export')}>{t('sync.export')}</Button> : null}
        </div>
      )}
    >
      <p className={styles['lead']}>{t('sync.stickLead')}</p>
      {hasOthers ? <Standings standing={standing} /> : <EmptyState title={t('sync.alone')} text={t('sync.aloneText')} />}
      {open === 'export' ? <ExportDialog log={log} members={standing.members} onClose={() => setOpen(null)} /> : null}
      {open === 'import' ? <ImportDialog onClose={() => setOpen(null)} /> : null}
      {open === 'acknowledge' ? <AcknowledgeDialog log={log} onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}

/** Names of members who have not written yet, as those know them who compared their fingerprint. */
function withNames(standing: BundleStanding, view: MembersView | null): BundleStanding {
  const names = new Map(view?.members.map(({ device, name }) => [device, name]));
  return { ...standing, members: standing.members.map((member) => ({ ...member, name: member.name ?? names.get(member.device) ?? null })) };
}

function Standings({ standing }: { readonly standing: BundleStanding }): ReactNode {
  const t = useText();
  return (
    <table className={styles['table']} aria-label={t('sync.stick')}>
      <thead><tr><th scope="col">{t('sync.member')}</th><th scope="col">{t('sync.holds')}</th><th scope="col">{t('sync.lacks')}</th><th scope="col">{t('sync.sent')}</th></tr></thead>
      <tbody>{standing.members.map((member) => <Row key={member.device} member={member} total={standing.frames} />)}</tbody>
    </table>
  );
}

function Row({ member, total }: { readonly member: MemberStanding; readonly total: number }): ReactNode {
  const t = useText();
  const word = useWord();
  return (
    <tr>
      <th scope="row">
        <span className={styles['who']}>{member.name ?? t('sync.noName')}</span>{member.own ? <>{' '}<Badge>{t('sync.thisDevice')}</Badge></> : null}
        <span className={styles['small']}>{word('memberRole', member.role)}</span>
        <span className={styles['small']} data-mono="" data-selectable="">{member.fingerprint}</span>
      </th>
      <td>{t('sync.holdsFrames', { has: member.own ? total : member.has, total })}</td>
      <td>{member.own ? null : <Badge tone={member.lacks === 0 ? 'ok' : 'warn'}>{t('sync.lacksFrames', { count: member.lacks })}</Badge>}</td>
      <td>{member.own ? null : <Sent member={member} />}</td>
    </tr>
  );
}

function Sent({ member }: { readonly member: MemberStanding }): ReactNode {
  const t = useText();
  if (member.lastSentAt === null && member.acknowledgedAt === null) return t('sync.neverSent');
  return (
    <>
      {member.lastSentAt === null ? null : <Instant at={member.lastSentAt} detail="minute" />}
      {member.pending ? <span className={styles['small']}><Badge tone="warn">{t('sync.pending')}</Badge></span> : null}
      {member.acknowledgedAt === null ? null : <span className={styles['small']}>{t('sync.acknowledged')}{' '}<Instant at={member.acknowledgedAt} detail="minute" /></span>}
      {member.stated === null || member.stated === 'agrees' ? null : <span className={styles['small']}><Badge tone={member.stated === 'differs' ? 'danger' : 'warn'}>{t(`sync.stated.${member.stated}`)}</Badge>{' '}{t(`sync.stated.${member.stated}Text`)}</span>}
    </>
  );
}
