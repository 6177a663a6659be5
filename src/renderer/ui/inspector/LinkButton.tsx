// A button that reads as a link inside running text: wraps, starts at the left. Keys: Enter and Space. Pattern: ARIA button.
import type { ReactNode } from 'react';
import styles from './inspector.module.css';

export function LinkButton({ onPress, children }: { readonly onPress: () => void; readonly children: ReactNode }): ReactNode {
  return <button type="button" className={styles['linkButton']} onClick={onPress}>{children}</button>;
}
