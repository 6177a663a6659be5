// What was brought and left out because it did not verify: how many frames, from where, why, when. Not interactive. Pattern: table.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { isMessageId } from '../../i18n/messages.ts';
import { Instant } from '../../kit/DateTime.tsx';
import { Panel } from '../../kit/Panel.tsx';
import type { Refusal } from './refusals.ts';
import styles from './integrity.module.css';

export function RefusedPanel({ refusals }: { readonly refusals: readonly Refusal[] }): ReactNode {
  const t = useText();
  const total = refusals.reduce((sum, { frames }) => sum + frames, 0);
  return (
    <Panel title={t('integrity.refused')}>
      {refusals.length === 0 ? <p className="muted">{t('integrity.refusedNone')}</p> : (
        <>
          <p className="muted">{t('integrity.refusedLead', { count: total })}</p>
          <table className={styles['table']} aria-label={t('integrity.refused')}>
            <thead><tr><th scope="col">{t('integrity.refusedFrames')}</th><th scope="col">{t('integrity.refusedFrom')}</th><th scope="col">{t('integrity.refusedWhy')}</th><th scope="col">{t('integrity.refusedWhen')}</th></tr></thead>
            <tbody>{refusals.map((refusal) => <Row key={refusal.id} refusal={refusal} />)}</tbody>
          </table>
        </>
      )}
    </Panel>
  );
}

function Row({ refusal: { frames, from, reasons, at, author, detail } }: { readonly refusal: Refusal }): ReactNode {
  const t = useText();
  const why = (reason: string): string => {
    const id = `integrity.refusal.${reason}`;
    return isMessageId(id) ? t(id) : t('integrity.refusal.other', { reason });
  };
  return (
    <tr>
      <th scope="row">{t('integrity.refusedCount', { count: frames })}</th>
      <td>{from.by === 'bundle' ? t('integrity.refusedBundle', { bundles: from.names }) : t('integrity.refusedServer', { name: from.name })}</td>
      <td>{reasons.length === 0 ? (detail ?? t('integrity.refusedNoReason')) : reasons.map(({ reason, frames: many }) => <div key={reason}>{t('integrity.refusedReason', { why: why(reason), count: many })}</div>)}</td>
      <td>{at === null ? t('integrity.refusedNow') : <Instant at={at} />}{author === null ? null : <span className={styles['small']}>{t('integrity.refusedBy', { name: author })}</span>}</td>
    </tr>
  );
}
