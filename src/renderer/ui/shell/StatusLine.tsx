// The last line: which vault, who writes, how times are shown, and what is wrong with the disk. Keys: `z` changes the time display, `?` lists the keys.
import type { MessageId } from '../i18n/messages.ts';
import type { Preferences } from '#ipc';
import { useText } from '../i18n/intl.tsx';
import { useUnits } from '../i18n/format.ts';
import { Button } from '../kit/Button.tsx';
import { showOverlay } from '../session/actions.ts';
import { useSession } from '../session/store.ts';
import { usePreferences } from '../session/usePreferences.ts';
import { nextTimeDisplay } from './timeDisplay.ts';
import styles from './StatusLine.module.css';

const textByDisplay: Readonly<Record<Preferences['timeDisplay'], MessageId>> = { utc: 'shell.status.utc', zone: 'shell.status.zone', written: 'shell.status.written' };

export function StatusLine({ entries }: { readonly entries: number | null }) {
  const t = useText();
  const { bytes } = useUnits();
  const report = useSession((state) => state.report);
  const readOnly = useSession((state) => state.readOnly);
  const diskLow = useSession((state) => state.diskLow);
  const { preferences, change } = usePreferences();
  return (
    <footer className={styles['line']} aria-label={t('shell.status')}>
      <span className={styles['text']}>{t('shell.status.vault', { vault: report?.vaultName ?? '', name: report?.operator.name ?? '', prefix: report?.operator.prefix ?? '' })}</span>
      {entries === null ? null : <span className={styles['text']}>{t('shell.status.entries', { count: entries })}</span>}
      <span className={styles['space']} />
      {readOnly === null ? null : <span role="alert" className={styles['danger']}>{t('shell.status.readOnly')}</span>}
      {diskLow === null ? null : <span role="alert" className={styles['warn']}>{t('shell.status.diskLow', { free: bytes(diskLow.freeBytes) })}</span>}
      <Button variant="link" onPress={() => change({ timeDisplay: nextTimeDisplay(preferences.timeDisplay) })}>{t(textByDisplay[preferences.timeDisplay], { zone: preferences.zone })}</Button>
      <Button variant="link" onPress={() => showOverlay('keys')}>{t('shell.status.keys')}</Button>
    </footer>
  );
}
