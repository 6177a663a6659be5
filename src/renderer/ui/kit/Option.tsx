// One choice of a select or combo box: a tick when chosen, its words, an optional note.
import { ListBoxItem } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './popup.module.css';

export interface Choice<Value extends string = string> { readonly value: Value; readonly label: string; readonly note?: string }

export function Option({ choice }: { readonly choice: Choice }) {
  return (
    <ListBoxItem id={choice.value} textValue={choice.label} className={cx(styles['item'])}>
      {({ isSelected }) => (
        <>
          <span className={styles['tick']}>{isSelected ? <Icon name="check" /> : null}</span>
          <span className={styles['text']}>{choice.label}</span>
          {choice.note === undefined ? null : <span className={styles['note']}>{choice.note}</span>}
        </>
      )}
    </ListBoxItem>
  );
}
