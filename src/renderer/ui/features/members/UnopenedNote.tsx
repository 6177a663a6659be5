// Says that part of the journal is sealed with keys that this device has not; nothing where all opens. Not interactive.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { useQuery } from '../../port/useQuery.ts';
import styles from './members.module.css';

export function UnopenedNote({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const query = useQuery('members', { log });
  const count = query.state === 'ready' ? query.result.unopened : 0;
  return count === 0 ? null : <p role="note" className={styles['notice']} data-tone="plain">{t('journal.unopened', { count })}</p>;
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
