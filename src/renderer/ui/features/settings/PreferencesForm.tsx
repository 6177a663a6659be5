// Theme, zone, time display, idle lock: acts at once, there is nothing to save. Pattern: radio groups, combo box, select.
import { useState } from 'react';
import type { Preferences } from '#ipc';
import { knownZone } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { Select } from '../../kit/Select.tsx';
import { ZoneField } from '../../kit/ZoneField.tsx';
import { usePreferences } from '../../session/usePreferences.ts';
import styles from './Settings.module.css';

const idleChoices = [2, 5, 10, 15, 30, 60] as const;

export function PreferencesForm() {
  const t = useText();
  const { preferences, change } = usePreferences();
  const [zone, setZone] = useState(preferences.zone);
  return (
    <div className={styles['columns']}>
      <RadioGroup<Preferences['theme']>
        label={t('settings.theme')} value={preferences.theme} onChange={(theme) => change({ theme })}
        choices={[{ value: 'dark', label: t('settings.theme.dark') }, { value: 'light', label: t('settings.theme.light') }, { value: 'system', label: t('settings.theme.system') }]}
      />
      <RadioGroup<Preferences['timeDisplay']>
        label={t('settings.time')} value={preferences.timeDisplay} onChange={(timeDisplay) => change({ timeDisplay })}
        choices={[{ value: 'utc', label: t('settings.time.utc') }, { value: 'zone', label: t('settings.time.zone') }, { value: 'written', label: t('settings.time.written') }]}
      />
      <ZoneField label={t('settings.zone')} help={t('settings.zone.help')} value={zone} onChange={(text) => { setZone(text); if (text !== '' && knownZone(text) === text) change({ zone: text }); }} />
      <Select
        label={t('settings.idle')} help={t('settings.idle.help')} value={String(preferences.idleLockMinutes)} onChange={(minutes) => change({ idleLockMinutes: Number(minutes) })}
        choices={[...new Set([...idleChoices, preferences.idleLockMinutes])].toSorted((a, b) => a - b).map((minutes) => ({ value: String(minutes), label: t('settings.idle.minutes', { count: minutes }) }))}
      />
    </div>
  );
}
