// Label, help and error of a field, wired to its control by React Aria. Used inside the field components of the kit only.
import { FieldError, Label, Text as AriaText } from 'react-aria-components';
import { Text } from '../i18n/intl.tsx';
import { cx } from './cx.ts';
import styles from './field.module.css';

export function FieldLabel({ label, isRequired = false }: { readonly label: string; readonly isRequired?: boolean }) {
  return (
    <div className={styles['label']}>
      <Label>{label}</Label>
      {isRequired ? <span className={styles['required']} aria-hidden="true"><Text id="kit.required" /></span> : null}
    </div>
  );
}

export function FieldNotes({ help, error }: { readonly help?: string | undefined; readonly error?: string | null | undefined }) {
  return (
    <>
      {help === undefined ? null : <AriaText slot="description" className={cx(styles['help'])}>{help}</AriaText>}
      <FieldError className={cx(styles['error'])}>{error ?? undefined}</FieldError>
    </>
  );
}
