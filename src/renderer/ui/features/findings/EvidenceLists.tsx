// Entities named one below the other, each leading to where it is at home. Keys: Tab and Enter.
import type { ReactNode } from 'react';
import type { EntityName } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { screenOfKind } from '../../inspector/screenOfKind.ts';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { reveal } from '../../session/actions.ts';
import styles from './findings.module.css';

export function EvidenceList({ title, items, empty }: { readonly title: string; readonly items: readonly EntityName[]; readonly empty: string }): ReactNode {
  const t = useText();
  return (
    <section>
      <SectionHeading>{title}</SectionHeading>
      {items.length === 0 ? <p className={styles['quiet']}>{empty}</p> : (
        <ul className={styles['names']}>
          {items.map((item) => (
            <li key={item.id}>
              <Button variant="link" onPress={() => reveal(screenOfKind(item.kind), item.id)}>{item.ref ?? t('inspector.entryNumber', { number: item.number })}</Button> {item.title}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
