// Says that rules came in which are not counted by yet, and which clocks are counted by other rules than when they began; nothing where neither is so. Not interactive.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import type { ClockRow } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useQuery } from '../../port/useQuery.ts';
import styles from './clocks.module.css';

export function RuleNotes({ log, clocks }: { readonly log: LogId; readonly clocks: readonly ClockRow[] }): ReactNode {
  const t = useText();
  const query = useQuery('regulation', { log });
  const packs = query.state === 'ready' ? query.result.packs.flatMap(({ title, inForce, offered }) => (inForce === null || offered === null ? [] : [`${title} (${offered})`])) : [];
  const changed = clocks.filter(({ state, recounted }) => recounted.length > 0 && (state === 'running' || state === 'overdue' || state === 'tolled'));
  return (
    <>
      {packs.length === 0 ? null : <p role="note" className={styles['notice']}>{t('clocks.packOffered', { packs: packs.join(', ') })}</p>}
      {changed.length === 0 ? null : <p role="note" className={styles['notice']}>{t('clocks.recountedNote', { count: changed.length, clocks: [...new Set(changed.map(({ id }) => id))].join(', ') })}</p>}
    </>
  );
}
