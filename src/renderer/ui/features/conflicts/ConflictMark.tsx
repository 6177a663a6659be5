// In the header of an incident: how much contradicts and waits for a decision, in words and with a sign, and the way there. Nothing where nothing does. Pattern: button.
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useText } from '../../i18n/intl.tsx';
import { cx } from '../../kit/cx.ts';
import { Icon } from '../../kit/Icon.tsx';
import { showScreen } from '../../session/actions.ts';
import styles from './conflicts.module.css';

export function ConflictMark({ counts }: { readonly counts: Readonly<Record<string, number>> }): ReactNode {
  const t = useText();
  const { conflicts = 0, notices = 0, conflictsUrgent = 0 } = counts;
  if (conflicts + notices === 0) return null;
  const text = conflicts === 0 ? t('conflicts.notices', { count: notices }) : conflictsUrgent > 0 ? t('conflicts.urgentCount', { count: conflicts }) : t('conflicts.count', { count: conflicts });
  return (
    <AriaButton className={cx(styles['mark'])} data-tone={conflictsUrgent > 0 ? 'danger' : conflicts > 0 ? 'warn' : 'plain'} onPress={() => showScreen('conflicts')}>
      {conflicts > 0 ? <Icon name="warning" /> : null}{text}
    </AriaButton>
  );
}
