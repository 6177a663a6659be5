// The keys of a screen at its foot. Not interactive.
import type { ReactNode } from 'react';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/intl.tsx';
import { Kbd } from '../../kit/Kbd.tsx';
import styles from './command.module.css';

export function KeyHints({ hints }: { readonly hints: readonly { readonly keys: string; readonly label: MessageId }[] }): ReactNode {
  const t = useText();
  return <footer className={styles['foot']}>{hints.map(({ keys, label }) => <span key={keys} className={styles['hint']}><Kbd keys={keys} />{t(label)}</span>)}</footer>;
}
