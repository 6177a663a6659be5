// What stands where a view could not be made: what happened in words, and a way on. Pattern: ARIA alert.
import { useText } from '../i18n/intl.tsx';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import styles from './States.module.css';

export function ErrorState({ title, text, onRetry }: { readonly title: string; readonly text?: string; readonly onRetry?: () => void }) {
  const t = useText();
  return (
    <div role="alert" className={styles['state']}>
      <p className={cx(styles['title'], styles['danger'])}>{title}</p>
      {text === undefined ? null : <p className={styles['text']}>{text}</p>}
      {onRetry === undefined ? null : <div className={styles['actions']}><Button onPress={onRetry}>{t('kit.retry')}</Button></div>}
    </div>
  );
}
