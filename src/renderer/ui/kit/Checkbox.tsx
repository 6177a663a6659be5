// Yes or no. Keys: Space. Pattern: ARIA checkbox.
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './Choice.module.css';

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'style' | 'children'> { readonly children: ReactNode; readonly help?: string }

export function Checkbox({ children, help, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={cx(styles['choice'])}>
      <span className={styles['box']} aria-hidden="true"><Icon name="check" /></span>
      <span>
        {children}
        {help === undefined ? null : <span className={styles['help']}>{help}</span>}
      </span>
    </AriaCheckbox>
  );
}
