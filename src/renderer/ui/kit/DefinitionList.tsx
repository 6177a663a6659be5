// Names and values in two columns, as in the inspector. Pattern: dl.
import { Fragment, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './DefinitionList.module.css';

export interface Definition { readonly term: string; readonly value: ReactNode; readonly isMono?: boolean }

/** Values that are null, undefined or empty text are left out, with their names. */
export function DefinitionList({ items }: { readonly items: readonly Definition[] }) {
  const shown = items.filter((item) => item.value !== null && item.value !== undefined && item.value !== '');
  if (shown.length === 0) return null;
  return (
    <dl className={styles['list']}>
      {shown.map((item) => (
        <Fragment key={item.term}>
          <dt className={styles['term']}>{item.term}</dt>
          <dd className={cx(styles['value'], item.isMono === true && 'mono')}>{item.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
