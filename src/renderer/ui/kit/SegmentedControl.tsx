// One of a few values in a row, for views rather than data. Keys: arrows move, Space chooses. Pattern: ARIA radio group of toggle buttons.
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { cx } from './cx.ts';
import type { Choice } from './Option.tsx';
import styles from './Choice.module.css';

export interface SegmentedControlProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function SegmentedControl<Value extends string>({ label, choices, value, onChange }: SegmentedControlProps<Value>) {
  return (
    <ToggleButtonGroup
      aria-label={label} className={cx(styles['segments'])} selectionMode="single" disallowEmptySelection selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = choices.find((choice) => keys.has(choice.value));
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {choices.map((choice) => <ToggleButton key={choice.value} id={choice.value} className={cx(styles['segment'])}>{choice.label}</ToggleButton>)}
    </ToggleButtonGroup>
  );
}
