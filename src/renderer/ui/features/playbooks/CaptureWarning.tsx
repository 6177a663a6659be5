// What should be captured before containment may destroy it. Not interactive. Pattern: note.
import type { ReactNode } from 'react';
import type { RunStep } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import styles from './playbooks.module.css';

export function CaptureWarning({ missing }: { readonly missing: readonly RunStep[] }): ReactNode {
  const t = useText();
  if (missing.length === 0) return null;
  return (
    <div role="note" className={styles['warning']}>
      <p>{t('playbooks.captureWarning')}</p>
      <ul>{missing.map(({ step, number }) => <li key={step.id}>{t('playbooks.numbered', { number, text: step.text })}</li>)}</ul>
    </div>
  );
}
