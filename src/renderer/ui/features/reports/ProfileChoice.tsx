// For whom a document is made: label, entries prepared for counsel, names. Keys: Tab, arrows in the list, Space on a box.
import type { ReactNode } from 'react';
import { tlpLabels, type DocumentProfile } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Select } from '../../kit/Select.tsx';
import styles from './reports.module.css';

/** Everything, under the label of the incident. */
export const fullProfile: DocumentProfile = { tlp: null, privileged: false, names: false };

export function ProfileChoice({ profile, onChange }: { readonly profile: DocumentProfile; readonly onChange: (profile: DocumentProfile) => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const choices = [{ value: 'all' as const, label: t('reports.profile.all') }, ...tlpLabels.map((value) => ({ value, label: word('tlp', value) }))];
  return (
    <div className={styles['profile']} role="group" aria-label={t('reports.profile')}>
      <Select label={t('reports.profile.tlp')} value={profile.tlp ?? 'all'} onChange={(value) => onChange({ ...profile, tlp: value === 'all' ? null : value })} choices={choices} />
      <Checkbox isSelected={profile.privileged} onChange={(privileged) => onChange({ ...profile, privileged })}>{t('reports.profile.privileged')}</Checkbox>
      <Checkbox isSelected={profile.names} onChange={(names) => onChange({ ...profile, names })}>{t('reports.profile.names')}</Checkbox>
    </div>
  );
}
