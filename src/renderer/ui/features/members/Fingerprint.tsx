// A fingerprint in five groups, as it is read out, and what is known of it in words. Not interactive.
import type { ReactNode } from 'react';
import type { MemberView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Instant } from '../../kit/DateTime.tsx';
import { Icon, type IconName } from '../../kit/Icon.tsx';
import styles from './members.module.css';

/** Large, to compare group by group. */
export function FingerprintGroups({ fingerprint, label }: { readonly fingerprint: string; readonly label: string }): ReactNode {
  return <p className={styles['groups']} aria-label={`${label}: ${fingerprint}`} data-selectable="">{fingerprint.split(' ').map((group, index) => <span key={`${String(index)} ${group}`}>{group}</span>)}</p>;
}

const iconOf: Readonly<Record<MemberView['standing'], IconName>> = { own: 'key', verified: 'check', unverified: 'eye', different: 'warning' };

/** Whether somebody compared it: an icon, a word, who and how. */
export function Standing({ member }: { readonly member: MemberView }): ReactNode {
  const t = useText();
  const word = useWord();
  const last = member.checks.at(-1);
  return (
    <>
      <span className={styles['standing']} data-standing={member.standing}><Icon name={iconOf[member.standing]} />{t(`members.standing.${member.standing}`)}</span>
      {last === undefined ? (member.standing === 'unverified' ? <span className={styles['small']}>{t('members.standing.unverified.text')}</span> : null) : (
        <span className={styles['small']}>{t('members.checkedBy', { by: last.by, means: word('fingerprintMeans', last.means).toLowerCase() })}{', '}<Instant at={last.at} detail="minute" /></span>
      )}
    </>
  );
}
