// Short marks: a state, a severity, a Traffic Light Protocol label. Always words, never colour alone. Not interactive.
import type { ReactNode } from 'react';
import { useWord } from '../i18n/words.ts';
import { cx } from './cx.ts';
import styles from './Badge.module.css';

export type BadgeTone = 'neutral' | 'ok' | 'warn' | 'danger' | 'late' | 'accent';

/** An outlined word: `sealed`, `in transit`, `LATE 19 min`. */
export function Badge({ tone = 'neutral', isMono = false, children }: { readonly tone?: BadgeTone; readonly isMono?: boolean; readonly children: ReactNode }) {
  return <span className={cx(styles['badge'], styles[tone], isMono && styles['mono'])}>{children}</span>;
}

/** `SEV 1` on its own ground; the number carries the meaning. */
export function SeverityBadge({ severity, isLong = false }: { readonly severity: string; readonly isLong?: boolean }) {
  const word = useWord();
  return <span className={cx(styles['severity'], styles[severity])} title={word('severity', severity)}>{word(isLong ? 'severity' : 'severityShort', severity)}</span>;
}

/** `TLP:AMBER+STRICT` in the protocol's own colours. */
export function TlpBadge({ tlp }: { readonly tlp: string }) {
  const word = useWord();
  return <span className={cx(styles['tlp'])} data-tlp={tlp}>{word('tlp', tlp)}</span>;
}
