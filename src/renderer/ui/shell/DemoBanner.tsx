// Says on every screen that this vault will be gone: nobody may mistake the demonstration for the real thing.
import { Text } from '../i18n/intl.tsx';
import styles from './DemoBanner.module.css';

export function DemoBanner() {
  return <div className={styles['banner']} role="note"><Text id="shell.demo" /></div>;
}
