// Keys of a command, written as this machine's keyboard says them. `keys` uses the registry's form, such as `$mod+K` or `g j`.
import { cx } from './cx.ts';
import { keysToText } from './keysToText.ts';
import styles from './Kbd.module.css';

export function Kbd({ keys, inherit = false }: { readonly keys: string; readonly inherit?: boolean }) {
  return <kbd className={cx(styles['kbd'], inherit && styles['inherit'])}>{keysToText(keys)}</kbd>;
}
