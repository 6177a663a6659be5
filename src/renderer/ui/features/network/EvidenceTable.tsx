// Sealed evidence of an incident and the connected server: what is where, what goes, and a limit for it. Pattern: table.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { SyncItemView } from '#ipc';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { Select } from '../../kit/Select.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { useQuery } from '../../port/useQuery.ts';
import styles from './network.module.css';
import { useWhy } from './useWhy.ts';

const CHOICES = ['hashes-only', 'on-demand', 'always'] as const;
/** Bytes a second that can be chosen; `none` is no limit. */
const LIMITS = ['none', '131072', '1048576', '10485760'] as const;

export function EvidenceTable({ log, isConnected }: { readonly log: LogId; readonly isConnected: boolean }): ReactNode {
  const t = useText();
  const engine = useEngine();
  const units = useUnits();
  const query = useQuery('sync.evidence', { log });
  const names = useQuery('evidence', { log, filter: {} });
  if (query.state !== 'ready' || query.result.server === null || query.result.items.length === 0) return null;
  const { items, bytesPerSecond } = query.result;
  const rows = names.state === 'ready' ? names.result : [];
  const limit = LIMITS.find((value) => value === String(bytesPerSecond)) ?? 'none';
  return (
    <>
      <SectionHeading>{t('network.evidence')}</SectionHeading>
      <div className={styles['narrow']}><Select label={t('network.limit')} value={limit} onChange={(value) => void engine.call('sync.cap', { bytesPerSecond: value === 'none' ? null : Number(value) })} choices={LIMITS.map((value) => ({ value, label: value === 'none' ? t('network.limitNone') : units.rate(Number(value)) }))} /></div>
      <table className={styles['table']} aria-label={t('network.evidence')}>
        <thead><tr><th scope="col">{t('network.item')}</th><th scope="col">{t('network.parts')}</th><th scope="col">{t('network.itemGoes')}</th><th scope="col">{t('network.itemNow')}</th></tr></thead>
        <tbody>
          {items.map((item) => {
            const row = rows.find(({ entity }) => entity.id === item.item);
            return <Row key={item.item} log={log} isConnected={isConnected} item={item} name={row === undefined ? '' : `${row.entity.body.ref} ${row.entity.body.name}`} />;
          })}
        </tbody>
      </table>
    </>
  );
}

function Row({ log, item, name, isConnected }: { readonly log: LogId; readonly item: SyncItemView; readonly name: string; readonly isConnected: boolean }): ReactNode {
  const t = useText();
  const why = useWhy();
  const engine = useEngine();
  const { bytes } = useUnits();
  const [isBusy, setBusy] = useState(false);
  const move = async (direction: 'sync.sendItem' | 'sync.fetchItem'): Promise<void> => {
    setBusy(true);
    const done = await engine.call(direction, { log, item: item.item });
    setBusy(false);
    if (!done.ok && done.error.kind !== 'cancelled') showToast({ tone: 'danger', title: why(done.error.kind) });
  };
  const isHere = item.here === item.parts;
  const isThere = item.onServer === item.parts;
  return (
    <tr>
      <th scope="row"><span className={styles['who']}>{name}</span><span className={styles['small']}>{bytes(item.bytes)}</span></th>
      <td>
        {item.here === null ? t('network.partsUnknown') : t('network.partsHere', { count: item.here, parts: item.parts })}{', '}{item.onServer === null ? t('network.partsNotAsked') : t('network.partsThere', { count: item.onServer })}{' '}
        <Badge tone={isHere && isThere ? 'ok' : 'neutral'}>{t(isHere && isThere ? 'network.both' : isHere ? 'network.here' : isThere ? 'network.there' : 'network.partly')}</Badge>
        {item.moving === null ? null : <ProgressBar label={t(`network.moving.${item.moving.direction}`)} fraction={item.moving.total === 0 ? null : item.moving.done / item.moving.total} />}
        {item.failure === null ? null : <span role="alert" className={styles['alert']}>{why(item.failure)} {t('network.held')}</span>}
      </td>
      <td><Select label={t('network.itemGoes')} isLabelHidden value={item.choice} onChange={(choice) => void engine.call('sync.chooseItem', { log, item: item.item, choice })} choices={CHOICES.map((value) => ({ value, label: t(`network.choice.${value}`) }))} /></td>
      <td>
        <div className={styles['buttons']}>
          {item.moving === null ? (
            <>
              {item.failure !== null && item.choice === 'always' ? <Button isDisabled={!isConnected} onPress={() => void engine.call('sync.retryItem', { log, item: item.item })}>{t('network.retry')}</Button> : null}
              {isHere && !isThere ? <Button isBusy={isBusy} isDisabled={!isConnected || item.choice === 'hashes-only'} onPress={() => void move('sync.sendItem')}>{t('network.send')}</Button> : null}
              {!isHere && (item.onServer ?? 0) > 0 ? <Button isBusy={isBusy} isDisabled={!isConnected || item.choice === 'hashes-only'} onPress={() => void move('sync.fetchItem')}>{t('network.fetch')}</Button> : null}
            </>
          ) : <Button variant="quiet" onPress={() => void engine.call('sync.cancelItem', { log, item: item.item })}>{t('kit.cancel')}</Button>}
        </div>
      </td>
    </tr>
  );
}
