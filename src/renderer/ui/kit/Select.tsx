// One of a short list of values. Keys: Space or Down opens, arrows move, letters jump, Enter chooses, Escape closes. Pattern: ARIA listbox button.
import { Button as AriaButton, ListBox, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components';
import { cx } from './cx.ts';
import { FieldLabel, FieldNotes } from './FieldFrame.tsx';
import { Icon } from './Icon.tsx';
import { Option, type Choice } from './Option.tsx';
import field from './field.module.css';
import popup from './popup.module.css';
import styles from './Select.module.css';

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly placeholder?: string;
  readonly help?: string;
  readonly error?: string | null;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly isLabelHidden?: boolean;
  readonly autoFocus?: boolean;
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, choices, value, onChange, placeholder = '', help, error, isRequired = false, isDisabled = false, isLabelHidden = false, autoFocus = false } = props;
  const named = isLabelHidden ? { 'aria-label': label } : {};
  return (
    <AriaSelect
      {...named} value={value} isRequired={isRequired} isDisabled={isDisabled} autoFocus={autoFocus} placeholder={placeholder} validationBehavior="aria"
      isInvalid={error !== undefined && error !== null} className={cx(field['field'])}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {isLabelHidden ? null : <FieldLabel label={label} isRequired={isRequired} />}
      <AriaButton className={cx(field['control'], styles['button'])}>
        <SelectValue className={cx(styles['value'])}>{({ selectedText, isPlaceholder }) => (isPlaceholder ? placeholder : selectedText)}</SelectValue>
        <Icon name="chevronDown" />
      </AriaButton>
      <FieldNotes help={help} error={error} />
      <Popover className={cx(popup['popover'])}>
        <ListBox className={cx(popup['list'])}>
          {choices.map((choice) => <Option key={choice.value} choice={choice} />)}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
