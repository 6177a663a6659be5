// How many events fall into each stretch of time; matching ones in the accent colour. Beside it a table says the same.
import { useState, type ReactNode } from 'react';
import { ScrollRegion } from '../../grid/ScrollRegion.tsx';
import { formatInstant } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { useSession } from '../../session/store.ts';
import { barsOf, type Bucket } from './bars.ts';
import styles from './timeline.module.css';

export function Histogram({ buckets }: { readonly buckets: readonly Bucket[] }): ReactNode {
  const t = useText();
  const zone = useSession((state) => (state.preferences.timeDisplay === 'zone' ? state.preferences.zone : 'UTC'));
  const [isTable, setTable] = useState(false);
  const first = buckets[0];
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return null;
  const matched = buckets.reduce((sum, bucket) => sum + bucket.matched, 0);
  const summary = t('timeline.histogram', { count: matched, from: formatInstant(first.from, zone, 'minute'), to: formatInstant(last.to, zone, 'minute') });
  return (
    <>
      <div className={styles['histogram']}>
        <svg className={styles['bars']} viewBox="0 0 1 1" preserveAspectRatio="none" role="img" aria-label={summary}>
          {barsOf(buckets).map((bar) => (
            <g key={bar.bucket.from}>
              <title>{`${formatInstant(bar.bucket.from, zone, 'minute')} · ${String(bar.bucket.matched)} / ${String(bar.bucket.count)}`}</title>
              <rect className={styles['all']} x={bar.x} width={bar.width * 0.85} y={1 - bar.all} height={bar.all} />
              <rect className={styles['matched']} x={bar.x} width={bar.width * 0.85} y={1 - bar.matched} height={bar.matched} />
            </g>
          ))}
        </svg>
        <div className={styles['axis']}>
          <span>{formatInstant(first.from, zone, 'minute')}</span>
          <Button variant="link" aria-expanded={isTable} onPress={() => setTable(!isTable)}>{t(isTable ? 'timeline.hideTable' : 'timeline.asTable')}</Button>
          <span>{formatInstant(last.to, zone, 'minute')}</span>
        </div>
      </div>
      {!isTable ? null : (
        <ScrollRegion className={styles['alternative']} label={t('timeline.asTable')}>
          <table>
            <caption className="visually-hidden">{summary}</caption>
            <thead><tr><th scope="col">{t('timeline.from')}</th><th scope="col">{t('timeline.to')}</th><th scope="col">{t('timeline.matching')}</th><th scope="col">{t('timeline.allEvents')}</th></tr></thead>
            <tbody>
              {buckets.filter((bucket) => bucket.count > 0).map((bucket) => (
                <tr key={bucket.from}><td className="mono">{formatInstant(bucket.from, zone)}</td><td className="mono">{formatInstant(bucket.to, zone)}</td><td>{bucket.matched}</td><td>{bucket.count}</td></tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </>
  );
}
