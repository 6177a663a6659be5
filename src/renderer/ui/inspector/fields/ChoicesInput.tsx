// Several of a list of values: chosen ones as a row that can be taken out, one field to add. Keys: as the kit's combo box and buttons.
import { useState, type ReactNode } from 'react';
import { Button } from '../../kit/Button.tsx';
import { ComboBox } from '../../kit/ComboBox.tsx';
import type { Choice } from '../../kit/Option.tsx';
import { useText } from '../../i18n/intl.tsx';
import styles from './fields.module.css';

export interface ChoicesInputProps { readonly label: string; readonly choices: readonly Choice[]; readonly values: readonly string[]; readonly onChange: (values: readonly string[]) => void }

export function ChoicesInput({ label, choices, values, onChange }: ChoicesInputProps): ReactNode {
  const t = useText();
  const [text, setText] = useState('');
  const labelOf = (value: string): string => choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <div className={styles['choices']}>
      <ComboBox
        label={label} choices={choices.filter((choice) => !values.includes(choice.value))} text={text} onTextChange={setText} isStrict
        onChoose={(value) => {
          if (value === null || values.includes(value)) return;
          onChange([...values, value]);
          setText('');
        }}
      />
      {values.length === 0 ? null : (
        <ul className={styles['chosen']}>
          {values.map((value) => (
            <li key={value}><Button variant="quiet" aria-label={t('kit.remove', { what: labelOf(value) })} onPress={() => onChange(values.filter((other) => other !== value))}>{`${labelOf(value)} ×`}</Button></li>
          ))}
        </ul>
      )}
    </div>
  );
}
