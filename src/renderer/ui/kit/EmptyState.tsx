// What stands where nothing is yet: what belongs here and how to make the first one.
import type { ReactNode } from 'react';
import styles from './States.module.css';

export function EmptyState({ title, text, children }: { readonly title: string; readonly text?: string; readonly children?: ReactNode }) {
  return (
    <div className={styles['state']}>
      <p className={styles['title']}>{title}</p>
      {text === undefined ? null : <p className={styles['text']}>{text}</p>}
      {children === undefined ? null : <div className={styles['actions']}>{children}</div>}
    </div>
  );
}
