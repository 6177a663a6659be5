// One line of text. Keys: as any text input. Pattern: labelled input; help and error are read with it.
import { Input, TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components';
import { cx } from './cx.ts';
import { FieldLabel, FieldNotes } from './FieldFrame.tsx';
import styles from './field.module.css';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly help?: string;
  /** Shown instead of the help, and marks the field invalid. */
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly isMono?: boolean;
  readonly size?: 'normal' | 'large';
  /** The label is read but not shown. */
  readonly isLabelHidden?: boolean;
}

export function TextField({ label, help, error, placeholder, isMono = false, size = 'normal', isLabelHidden = false, ...rest }: TextFieldProps) {
  const named = isLabelHidden ? { 'aria-label': label } : {};
  return (
    <AriaTextField autoComplete="off" {...rest} {...named} isInvalid={error !== undefined && error !== null} validationBehavior="aria" className={cx(styles['field'])}>
      {isLabelHidden ? null : <FieldLabel label={label} isRequired={rest.isRequired ?? false} />}
      <Input className={cx(styles['control'], isMono && styles['mono'], size === 'large' && styles['large'])} {...(placeholder === undefined ? {} : { placeholder })} />
      <FieldNotes help={help} error={error} />
    </AriaTextField>
  );
}
