// A word about a control, on hover and on keyboard focus. Keys: Escape hides it. Pattern: ARIA tooltip; the child must be focusable.
import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { cx } from './cx.ts';
import { Kbd } from './Kbd.tsx';
import styles from './Tooltip.module.css';

export function Tooltip({ text, keys, children }: { readonly text: string; readonly keys?: string; readonly children: ReactElement }) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip className={cx(styles['tooltip'])} offset={6}>
        {text}
        {keys === undefined ? null : <Kbd keys={keys} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
