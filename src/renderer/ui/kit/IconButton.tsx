// A button that shows only a picture; the label is spoken and shown as a tooltip. Keys: Enter and Space. Pattern: ARIA button.
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon, type IconName } from './Icon.tsx';
import { Tooltip } from './Tooltip.tsx';
import styles from './IconButton.module.css';

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  readonly icon: IconName;
  readonly label: string;
  /** Key of the same command, shown in the tooltip. */
  readonly keys?: string;
}

export function IconButton({ icon, label, keys, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys === undefined ? {} : { keys })}>
      <AriaButton {...rest} aria-label={label} className={cx(styles['button'])}>
        <Icon name={icon} />
      </AriaButton>
    </Tooltip>
  );
}
