// An ATT&CK technique: found by id or words in the table that is on board, or typed as it is known elsewhere. Keys: as a combo box and a text field.
import { useMemo, type ReactNode } from 'react';
import { searchTechniques, successorOf, techniqueTable } from '#domain';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useText } from '../../i18n/intl.tsx';
import type { Technique } from './values.ts';
import styles from './fields.module.css';

export interface TechniqueInputProps { readonly label: string; readonly value: Technique | null; readonly onChange: (value: Technique | null) => void }

const MOST_CHOICES = 30;

export function TechniqueInput({ label, value, onChange }: TechniqueInputProps): ReactNode {
  const t = useText();
  const table = techniqueTable('attack');
  const id = value?.id ?? '';
  const name = value?.name ?? '';
  const choices = useMemo(() => searchTechniques(table, { text: id, tactic: null }, MOST_CHOICES).map((row) => ({ value: row.id, label: `${row.id} ${row.name}` })), [table, id]);
  const isWrong = id.trim() !== '' && !/^t\d{4}(\.\d{3})?$/i.test(id.trim());
  const successor = isWrong ? null : successorOf(id.trim().toUpperCase());
  // A choice comes as the text of its line; the field keeps the id.
  const put = (next: string): void => onChange(next === '' ? null : techniqueOf(choices.find((choice) => choice.label === next)?.value ?? next, name));
  return (
    <div className={styles['pair']}>
      <ComboBox
        label={label} text={id} onTextChange={(next) => { if (next !== id) put(next); }} choices={choices} isPrefiltered placeholder="T1569.002"
        error={isWrong && choices.length === 0 ? t('inspector.techniqueUnread') : null} {...(successor === null ? {} : { help: t(successor.since === null ? 'techniques.revoked' : 'techniques.revokedSince', { id: successor.id, since: successor.since ?? '' }) })}
      />
      <TextField label={t('inspector.field.techniqueName')} value={name} onChange={(next) => onChange({ ...value, id, name: next })} isDisabled={id === ''} />
    </div>
  );
}

/** The technique of an id: name and version of the table when it has the id, else the name as it was typed. */
function techniqueOf(id: string, name: string): Technique {
  const table = techniqueTable('attack');
  const row = table.rows.get(id.trim().toUpperCase());
  return row === undefined ? { id, ...(name === '' || isTableName(name) ? {} : { name }) } : { id: row.id, name: row.name, attackVersion: table.version };
}

function isTableName(name: string): boolean {
  return [...techniqueTable('attack').rows.values()].some((row) => row.name === name);
}
