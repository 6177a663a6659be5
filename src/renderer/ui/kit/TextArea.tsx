// Several lines of text. Keys: as any text area; Tab leaves it. Pattern: labelled textarea.
import { TextArea as AriaTextArea, TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components';
import { cx } from './cx.ts';
import { FieldLabel, FieldNotes } from './FieldFrame.tsx';
import styles from './field.module.css';

export interface TextAreaProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children' | 'type'> {
  readonly label: string;
  readonly help?: string;
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly isMono?: boolean;
}

export function TextArea({ label, help, error, placeholder, rows = 3, isMono = false, ...rest }: TextAreaProps) {
  return (
    <AriaTextField autoComplete="off" {...rest} isInvalid={error !== undefined && error !== null} validationBehavior="aria" className={cx(styles['field'])}>
      <FieldLabel label={label} isRequired={rest.isRequired ?? false} />
      <AriaTextArea rows={rows} className={cx(styles['control'], styles['area'], isMono && styles['mono'])} {...(placeholder === undefined ? {} : { placeholder })} />
      <FieldNotes help={help} error={error} />
    </AriaTextField>
  );
}
