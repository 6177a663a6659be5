// Names and values in two columns, as in the inspector. Values may be selected and copied. Pattern: description list.
import type { ReactNode } from 'react';
import styles from './inspector.module.css';

export interface Fact { readonly label: string; readonly value: ReactNode; readonly isMono?: boolean }

/** A description list; facts without a value are left out. */
export function Facts({ facts }: { readonly facts: readonly (Fact | null)[] }): ReactNode {
  const shown = facts.filter((fact): fact is Fact => fact !== null && fact.value !== null && fact.value !== '');
  if (shown.length === 0) return null;
  return (
    <dl className={styles['facts']}>
      {shown.map((fact) => (
        <div key={fact.label} className={styles['fact']}>
          <dt>{fact.label}</dt>
          <dd data-mono={fact.isMono === true ? '' : undefined}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
