// Grey lines while a view is being made. Says "loading" once to a screen reader.
import { Text } from '../i18n/intl.tsx';
import styles from './States.module.css';

export function Skeleton({ lines = 6 }: { readonly lines?: number }) {
  return (
    <div className={styles['skeleton']} role="status">
      <span className="visually-hidden"><Text id="kit.loading" /></span>
      {Array.from({ length: lines }, (_, index) => <div key={index} className={styles['line']} aria-hidden="true" />)}
    </div>
  );
}
