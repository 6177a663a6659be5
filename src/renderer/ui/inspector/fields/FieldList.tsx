// The fields of a form, short ones side by side, long ones over the whole width. Keys: those of the controls.
import type { ReactNode } from 'react';
import type { FieldSpec } from './field.ts';
import { FieldInput } from './FieldInput.tsx';
import type { FieldValues } from './values.ts';
import styles from './fields.module.css';

export interface FieldListProps {
  readonly fields: readonly FieldSpec[];
  readonly values: FieldValues;
  readonly onChange: (values: FieldValues) => void;
  /** The field that has the focus when the form opens. */
  readonly first?: string;
}

const wideTypes: readonly FieldSpec['type'][] = ['text', 'authority', 'technique', 'choices'];

export function FieldList({ fields, values, onChange, first }: FieldListProps): ReactNode {
  return (
    <div className={styles['form']}>
      {fields.map((field) => (
        <div key={field.name} className={wideTypes.includes(field.type) ? styles['wide'] : undefined}>
          <FieldInput field={field} value={values[field.name] ?? null} onChange={(value) => onChange({ ...values, [field.name]: value })} autoFocus={field.name === first} />
        </div>
      ))}
    </div>
  );
}
