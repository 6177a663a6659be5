// Says on every screen that this vault will be gone: nobody may mistake the demonstration for the real thing.
import { useText } from '../i18n/intl.tsx';
import styles from './DemoBanner.module.css';

export function DemoBanner() {
  const t = useText();
  return <section className={styles['banner']} aria-label={t('shell.demo.label')}>{t('shell.demo')}</section>;
}
