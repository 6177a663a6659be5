// A card with a small heading, for overview and settings. Pattern: labelled region.
import { useId, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Panel.module.css';

export function Panel({ title, aside, children, isFlush = false }: { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode; readonly isFlush?: boolean }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cx(styles['panel'], isFlush && styles['flush'])}>
      <div className={styles['head']}>
        <h2 id={id} className={styles['title']}>{title}</h2>
        {aside === undefined ? null : <div className={styles['aside']}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}

/** The small capitals above a group, as in the inspector. */
export function SectionHeading({ children }: { readonly children: ReactNode }) {
  return <h3 className={cx(styles['title'], styles['section'])}>{children}</h3>;
}
