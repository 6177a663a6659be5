// Says that part of the journal cannot be read here yet, and why: sealed with keys that this device has not, or ahead of what it follows. Nothing where all is read. Not interactive.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { useQuery } from '../../port/useQuery.ts';
import styles from './members.module.css';
import { notReadable } from './notReadable.ts';

export function UnopenedNote({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const query = useQuery('members', { log });
  if (query.state !== 'ready') return null;
  return notReadable(query.result).map(({ text, count, why }) => (
    <p key={text} role="note" className={styles['notice']} data-tone="plain">{t(text, { count })}{why === null ? null : <>{' '}{t(why)}</>}</p>
  ));
}

/** The same, and what the membership says against trust: a fingerprint that differs, entries of removed devices. For the screen of integrity. */
export function MembershipFindings({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const query = useQuery('members', { log });
  if (query.state !== 'ready') return null;
  const { members, removed } = query.result;
  const nameOf = ({ name, fingerprint }: { readonly name: string | null; readonly fingerprint: string }): string => name ?? fingerprint;
  return (
    <>
      <UnopenedNote log={log} />
      {members.filter(({ standing }) => standing === 'different').map((member) => <p key={member.device} role="note" className={styles['notice']} data-tone="danger">{t('members.different', { name: nameOf(member) })}</p>)}
      {removed.filter(({ entriesAfter }) => entriesAfter > 0).map((gone) => <p key={gone.device} role="note" className={styles['notice']} data-tone="danger">{`${nameOf(gone)}: ${t('members.afterRemoval', { count: gone.entriesAfter })}`}</p>)}
    </>
  );
}
