// A button with words. Keys: Enter and Space. Pattern: ARIA button; a busy one stays focusable and says so.
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from './cx.ts';
import { Kbd } from './Kbd.tsx';
import styles from './Button.module.css';

export type ButtonVariant = 'plain' | 'primary' | 'danger' | 'quiet' | 'link';
export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'isPending'> {
  readonly variant?: ButtonVariant;
  readonly size?: 'normal' | 'large';
  /** Working: cannot be pressed again, keeps its focus. */
  readonly isBusy?: boolean;
  /** Key of the same command, shown beside the words. */
  readonly keys?: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

export function Button({ variant = 'plain', size = 'normal', isBusy = false, keys, isWide = false, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} isPending={isBusy} className={cx(styles['button'], styles[variant], size === 'large' && styles['large'], isWide && styles['wide'])}>
      {children}
      {keys === undefined ? null : <Kbd keys={keys} inherit={variant === 'primary'} />}
    </AriaButton>
  );
}
