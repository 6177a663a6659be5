// A button that opens a list of things to do. Keys: Space or Down opens, arrows move, letters jump, Enter runs, Escape closes. Pattern: ARIA menu button.
import type { ReactElement } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import styles from './popup.module.css';

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly keys?: string;
  readonly isChecked?: boolean;
  readonly isDisabled?: boolean;
  readonly isDangerous?: boolean;
}

export interface MenuProps {
  readonly label: string;
  readonly actions: readonly MenuAction[];
  readonly onAction: (id: string) => void;
  /** The button: a `Button` or `IconButton` of the kit. */
  readonly children: ReactElement;
}

export function Menu({ label, actions, onAction, children }: MenuProps) {
  const hasTicks = actions.some((action) => action.isChecked !== undefined);
  return (
    <MenuTrigger>
      {children}
      <Popover className={cx(styles['popover'])}>
        <AriaMenu aria-label={label} className={cx(styles['list'])} onAction={(key) => onAction(String(key))} disabledKeys={actions.filter((action) => action.isDisabled === true).map((action) => action.id)}>
          {actions.map((action) => (
            <MenuItem key={action.id} id={action.id} textValue={action.label} className={cx(styles['item'])} {...(action.isDangerous === true ? { 'data-danger': true } : {})}>
              {hasTicks ? <span className={styles['tick']}>{action.isChecked === true ? <Icon name="check" /> : null}</span> : null}
              <span className={styles['text']}>{action.label}</span>
              {action.note === undefined ? null : <span className={styles['note']}>{action.note}</span>}
              {action.keys === undefined ? null : <Kbd keys={action.keys} />}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
