// Every incident and the connected server: what is there, what is only here, and when it goes. Pattern: table.
import type { ReactNode } from 'react';
import type { SyncLogView, SyncView } from '#ipc';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { Select } from '../../kit/Select.tsx';
import { useEngine } from '../../port/ports.tsx';
import styles from './network.module.css';
import { useWhy } from './useWhy.ts';

const MODES = ['automatic', 'manual', 'off'] as const;

export function IncidentTable({ view, onFound }: { readonly view: SyncView; readonly onFound: (row: SyncLogView) => void }): ReactNode {
  const t = useText();
  return (
    <table className={styles['table']} aria-label={t('network.incidents')}>
      <thead><tr><th scope="col">{t('network.incident')}</th><th scope="col">{t('network.synced')}</th><th scope="col">{t('network.goes')}</th><th scope="col">{t('network.mode')}</th></tr></thead>
      <tbody>{view.logs.map((row) => <Row key={row.log} row={row} view={view} onFound={() => onFound(row)} />)}</tbody>
    </table>
  );
}

function Row({ row, view, onFound }: { readonly row: SyncLogView; readonly view: SyncView; readonly onFound: () => void }): ReactNode {
  const t = useText();
  const why = useWhy();
  const engine = useEngine();
  const onlyHere = row.frames - row.synced;
  return (
    <tr>
      <th scope="row"><span className={styles['who']}>{row.ref}</span><span className={styles['small']}>{row.title}</span></th>
      <td>
        {row.onServer ? (
          <>
            {t('network.syncedOf', { synced: row.synced, frames: row.frames })}{' '}
            <Badge tone={onlyHere === 0 ? 'ok' : 'warn'}>{t('network.onlyHere', { count: onlyHere })}</Badge>
          </>
        ) : <>{t('network.notThere')}{' '}{view.isTrusted ? <Button onPress={onFound}>{t('network.found')}</Button> : null}</>}
        {view.running?.log === row.log ? <span role="status" className={styles['small']}>{t('network.running', { pushed: view.running.pushed, pulled: view.running.pulled })}</span> : null}
        {row.failure === null ? null : <span role="alert" className={styles['alert']}>{why(row.failure)}</span>}
        {row.checkpoint === null ? null : <span className={styles['small']}>{t('network.checkpoint', { count: row.checkpoint.size })}{' '}<Instant at={row.checkpoint.at} detail="minute" /></span>}
        {row.refused === 0 ? null : <span className={styles['alert']}>{t('network.refused', { count: row.refused })}</span>}
      </td>
      <td><Goes row={row} /></td>
      <td>
        {view.server === null ? null : (
          <Select label={t('network.mode')} isLabelHidden value={row.mode} onChange={(mode) => void engine.call('sync.choose', { log: row.log, mode })} choices={MODES.map((value) => ({ value, label: t(`network.mode.${value}`) }))} />
        )}
      </td>
    </tr>
  );
}

/** By kind: entries, the sealed bytes that they are in, and evidence that always goes. */
function Goes({ row }: { readonly row: SyncLogView }): ReactNode {
  const t = useText();
  const { bytes } = useUnits();
  const { entries, bytes: sealed, evidence } = row.goes;
  if (row.mode === 'off') return t('network.goNothing');
  return (
    <>
      {entries === null ? t('network.goBytes', { size: bytes(sealed) }) : t('network.goEntries', { count: entries })}
      {entries === null || sealed === 0 ? null : <span className={styles['small']}>{t('network.goBytes', { size: bytes(sealed) })}</span>}
      {evidence === null || evidence.items === 0 ? null : <span className={styles['small']}>{t('network.goEvidence', { count: evidence.items, size: bytes(evidence.bytes) })}</span>}
    </>
  );
}
