// What an entity is linked to, in both directions; each link goes there. Keys: Tab to a link, Enter follows it.
import type { ReactNode } from 'react';
import type { EntityDetail } from '#ipc';
import { useText } from '../i18n/intl.tsx';
import { useWord } from '../i18n/words.ts';
import { SectionHeading } from '../kit/Panel.tsx';
import { reveal } from '../session/actions.ts';
import { LinkButton } from './LinkButton.tsx';
import { screenOfKind } from './screenOfKind.ts';
import styles from './inspector.module.css';

export function Links({ linked }: { readonly linked: EntityDetail['linked'] }): ReactNode {
  const t = useText();
  const word = useWord();
  if (linked.length === 0) return null;
  return (
    <section>
      <SectionHeading>{t('inspector.links')}</SectionHeading>
      <ul className={styles['links']}>
        {linked.map((link, index) => (
          <li key={`${link.id} ${link.relation} ${String(index)}`} className={styles['link']}>
            <span className={styles['linkName']}>{link.direction === 'to' ? word('linkRelation', link.relation) : t('inspector.linkFrom', { relation: word('linkRelation', link.relation) })}</span>
            <LinkButton onPress={() => reveal(screenOfKind(link.kind), link.id)}>{link.ref === null ? link.title : `${link.ref} · ${link.title}`}</LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
