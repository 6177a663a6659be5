// An entry written long after the fact: why, if there is something to say. Keys: Enter seals with or without a reason, Escape goes back. Pattern: labelled input.
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import styles from './Capture.module.css';

export interface LateRowProps { readonly lateMs: number; readonly reason: string; readonly onReason: (reason: string) => void; readonly onSeal: () => void; readonly onCancel: () => void }

export function LateRow({ lateMs, reason, onReason, onSeal, onCancel }: LateRowProps) {
  const t = useText();
  const { span } = useUnits();
  return (
    <div className={styles['question']}>
      <Badge tone="late">{t('capture.late', { span: span(lateMs) })}</Badge>
      <input
        className={styles['reason']} aria-label={t('capture.late.reason')} placeholder={t('capture.late.placeholder')} value={reason} autoFocus maxLength={2000} spellCheck={false}
        onChange={(event) => onReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
          event.preventDefault();
          if (event.key === 'Enter') onSeal();
          else onCancel();
        }}
      />
    </div>
  );
}
