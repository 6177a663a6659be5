// An ATT&CK technique: its id, and its name as it is called today. Keys: as text fields.
import type { ReactNode } from 'react';
import { TextField } from '../../kit/TextField.tsx';
import { useText } from '../../i18n/intl.tsx';
import type { Technique } from './values.ts';
import styles from './fields.module.css';

export interface TechniqueInputProps { readonly label: string; readonly value: Technique | null; readonly onChange: (value: Technique | null) => void }

export function TechniqueInput({ label, value, onChange }: TechniqueInputProps): ReactNode {
  const t = useText();
  const id = value?.id ?? '';
  const name = value?.name ?? '';
  const put = (nextId: string, nextName: string): void => onChange(nextId === '' && nextName === '' ? null : { id: nextId, ...(nextName === '' ? {} : { name: nextName }) });
  const isWrong = id.trim() !== '' && !/^t\d{4}(\.\d{3})?$/i.test(id.trim());
  return (
    <div className={styles['pair']}>
      <TextField label={label} value={id} onChange={(next) => put(next, name)} isMono placeholder="T1569.002" error={isWrong ? t('inspector.techniqueUnread') : null} />
      <TextField label={t('inspector.field.techniqueName')} value={name} onChange={(next) => put(id, next)} isDisabled={id === ''} />
    </div>
  );
}
