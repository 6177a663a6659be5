// How far something is. Pattern: ARIA progressbar; without a value it only says that work goes on.
import { Label, ProgressBar as AriaProgressBar } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './ProgressBar.module.css';

/** `fraction` from 0 to 1, or null while unknown; `detail` stands at the right, such as speed and time left. */
export function ProgressBar({ label, fraction, detail }: { readonly label: string; readonly fraction: number | null; readonly detail?: string }) {
  return (
    <AriaProgressBar value={(fraction ?? 0) * 100} isIndeterminate={fraction === null} className={cx(styles['bar'])}>
      {({ percentage }) => (
        <>
          <div className={styles['head']}>
            <Label className={cx(styles['label'])}>{label}</Label>
            {detail === undefined ? null : <span className="mono">{detail}</span>}
          </div>
          <div className={styles['track']}>
            <div className={cx(styles['fill'], fraction === null && styles['indeterminate'])} style={fraction === null ? {} : { inlineSize: `${percentage ?? 0}%` }} />
          </div>
        </>
      )}
    </AriaProgressBar>
  );
}
