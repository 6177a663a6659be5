// What a person should know before trusting the list: no right to write, a key that is due, a fingerprint that differs, a first voice that waits. Not interactive but for New key.
import type { ReactNode } from 'react';
import type { MembersView } from '#ipc';
import { useText, type Translate } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import styles from './members.module.css';

interface Notice { readonly tone: 'danger' | 'warn' | 'plain'; readonly text: string; readonly offersKey?: boolean }

export function MembersNotices({ view, onRotate }: { readonly view: MembersView; readonly onRotate: (() => void) | null }): ReactNode {
  const t = useText();
  const word = useWord();
  const notices = noticesOf(view, t, (role) => word('memberRole', role).toLowerCase());
  if (notices.length === 0) return null;
  return (
    <div className={styles['notices']}>
      {notices.map(({ tone, text, offersKey }) => (
        <div key={text} role={tone === 'plain' ? 'note' : 'alert'} data-tone={tone} className={styles['notice']}>
          <span>{text}</span>
          {offersKey === true && onRotate !== null ? <Button onPress={onRotate}>{t('members.rotate')}</Button> : null}
        </div>
      ))}
    </div>
  );
}

function noticesOf(view: MembersView, t: Translate, roleWord: (role: string) => string): readonly Notice[] {
  const nameOf = (name: string | null, device: string): string => name ?? device.slice(0, 8);
  return [
    ...view.members.filter(({ standing }) => standing === 'different').map((member): Notice => ({ tone: 'danger', text: t('members.different', { name: nameOf(member.name, member.device) }) })),
    ...(view.decided ? [] : [{ tone: 'danger', text: t('members.undecided') } as const]),
    ...(view.newKey === 'parted' ? [{ tone: 'danger', text: t('members.parted'), offersKey: true } as const] : []),
    ...(view.heads > 1 ? [{ tone: 'warn', text: t('members.heads', { count: view.heads }), offersKey: view.newKey !== 'parted' } as const] : []),
    ...view.voices.map((voice): Notice => ({ tone: 'warn', text: voice.byOwn ? t('members.voiceOwn', { name: nameOf(voice.name, voice.device) }) : t('members.voice', { by: voice.by ?? t('members.nobody'), name: nameOf(voice.name, voice.device) }) })),
    ...(view.writing === 'yes' ? [] : [{ tone: view.writing === 'removed' ? 'danger' : 'warn', text: t(`members.notWriting.${view.writing}`) } as const]),
    ...(view.unopened === 0 ? [] : [{ tone: 'plain', text: t('members.unopened', { count: view.unopened }) } as const]),
    ...(view.newKey === 'old' && view.ownRole === 'admin' ? [{ tone: 'plain', text: t('members.old'), offersKey: true } as const] : []),
    ...(view.ownRole === 'writer' ? [{ tone: 'plain', text: t('members.onlyAdmins', { role: roleWord(view.ownRole) }) } as const] : []),
  ];
}
