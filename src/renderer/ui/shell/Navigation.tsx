// The screens of the incident with their figures, in groups that fold. Keys: `g` and a letter, or Tab and Enter. Pattern: nav with aria-current="page", headings as disclosure buttons.
import { useEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { IncidentHeader } from '#ipc';
import { useText } from '../i18n/intl.tsx';
import type { MessageId } from '../i18n/messages.ts';
import { cx } from '../kit/cx.ts';
import { showScreen } from '../session/actions.ts';
import { useSession } from '../session/store.ts';
import type { NavigationCount, NavigationSection, ScreenDefinition } from './screen.ts';
import { screens } from './screens.ts';
import styles from './Navigation.module.css';

const headings: readonly { readonly section: NavigationSection; readonly label: MessageId | null }[] = [
  { section: 'situation', label: null },
  { section: 'talk', label: 'shell.navigation.talk' },
  { section: 'scope', label: 'shell.navigation.scope' },
  { section: 'run', label: 'shell.navigation.run' },
  { section: 'handover', label: 'shell.navigation.handover' },
];

export function Navigation({ header }: { readonly header: IncidentHeader }) {
  const t = useText();
  const [folded, setFolded] = useState<readonly NavigationSection[]>([]);
  const fold = (section: NavigationSection): void => setFolded((now) => (now.includes(section) ? now.filter((other) => other !== section) : [...now, section]));
  return (
    <nav aria-label={t('shell.navigation')} className={styles['navigation']}>
      {headings.map(({ section, label }) => {
        const members = screens.filter((screen) => screen.section === section);
        if (members.length === 0) return null;
        const isOpen = !folded.includes(section);
        return (
          <div key={section} role="group" aria-label={t(label ?? 'shell.navigation.situation')}>
            {label === null ? null : <AriaButton className={cx(styles['heading'])} aria-expanded={isOpen} onPress={() => fold(section)}><span>{t(label)}</span><span aria-hidden="true">{isOpen ? '−' : '+'}</span></AriaButton>}
            {members.map((screen) => <Entry key={screen.id} screen={screen} header={header} isFolded={!isOpen} />)}
          </div>
        );
      })}
    </nav>
  );
}

/** An entry of a folded group is drawn only while its screen is shown. */
function Entry({ screen, header, isFolded }: { readonly screen: ScreenDefinition; readonly header: IncidentHeader; readonly isFolded: boolean }) {
  const t = useText();
  const isHere = useSession((state) => state.screen === screen.id);
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isHere) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isHere]);
  if (isFolded && !isHere) return null;
  const count = screen.count?.(header) ?? null;
  return (
    <AriaButton ref={element} className={cx(styles['entry'], isHere && styles['here'])} onPress={() => showScreen(screen.id)} {...(isHere ? { 'aria-current': 'page' as const } : {})}>
      <span className={styles['label']}>{t(screen.label)}</span>
      {count === null ? null : <Count count={count} />}
    </AriaButton>
  );
}

function Count({ count }: { readonly count: NavigationCount }) {
  const t = useText();
  const tone = count.tone ?? 'plain';
  const shown = count.type === 'number' ? t('shell.navigation.count', { count: count.value }) : t(count.text, count.values);
  return <span className={cx(styles['count'], styles[tone])}>{shown}</span>;
}
