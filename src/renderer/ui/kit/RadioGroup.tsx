// One of a few values, all visible. Keys: arrows move and choose. Pattern: ARIA radio group.
import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components';
import { cx } from './cx.ts';
import { FieldLabel, FieldNotes } from './FieldFrame.tsx';
import type { Choice } from './Option.tsx';
import styles from './Choice.module.css';

export interface RadioGroupProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly help?: string;
  readonly isRequired?: boolean;
}

export function RadioGroup<Value extends string>({ label, choices, value, onChange, help, isRequired = false }: RadioGroupProps<Value>) {
  return (
    <AriaRadioGroup
      className={cx(styles['group'])} value={value} isRequired={isRequired}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <FieldLabel label={label} isRequired={isRequired} />
      <div className={styles['options']}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className={cx(styles['choice'])}>
            <span className={styles['disc']} aria-hidden="true" />
            <span>{choice.label}{choice.note === undefined ? null : <span className={styles['help']}>{choice.note}</span>}</span>
          </Radio>
        ))}
      </div>
      <FieldNotes help={help} />
    </AriaRadioGroup>
  );
}
