// One row per writer: what is sealed up to which entry, who else has seen how much of it, and what nobody has seen yet.
import type { ReactNode } from 'react';
import type { FeedWitness } from '#ipc';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { useNow } from '../../kit/useNow.ts';
import styles from './integrity.module.css';

export function FeedsTable({ feeds }: { readonly feeds: readonly FeedWitness[] }): ReactNode {
  const t = useText();
  return (
    <table className={styles['table']} aria-label={t('integrity.writers')}>
      <thead>
        <tr><th scope="col">{t('integrity.writer')}</th><th scope="col">{t('integrity.sealedHere')}</th><th scope="col">{t('integrity.seenByOthers')}</th><th scope="col">{t('integrity.seenByNobody')}</th></tr>
      </thead>
      <tbody>
        {feeds.map((feed) => (
          <tr key={feed.feed}>
            <th scope="row">
              <span className={styles['who']}>{feed.author}{feed.own ? <>{' '}<Badge>{t('integrity.thisDevice')}</Badge></> : null}</span>
              <span className={styles['small']}>{t('integrity.deviceOf', { device: feed.device })}</span>
              <span className={styles['small']} data-mono="" data-selectable="">{feed.fingerprint}</span>
            </th>
            <td>
              <span>{t('integrity.feedEntries', { count: feed.entries })}</span>
              {feed.newestEntry === null ? null : <span className={styles['small']}>{t('integrity.upToEntry', { number: feed.newestEntry })}{feed.newestAt === null ? null : <>{', '}<Instant at={feed.newestAt} /></>}</span>}
            </td>
            <td>{feed.witnessed === null ? t('integrity.seenNot') : (
              <>
                <span>{t(`integrity.seen.${feed.witnessed.how}`, { by: feed.witnessed.by, count: feed.witnessed.entries })}</span>
                <span className={styles['small']}><Instant at={feed.witnessed.at} /></span>
              </>
            )}</td>
            <td><Tail feed={feed} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Tail({ feed }: { readonly feed: FeedWitness }): ReactNode {
  const t = useText();
  const { span } = useUnits();
  const now = useNow(60_000);
  const { entries, since, remind } = feed.tail;
  if (entries === 0) return <Badge tone="ok">{t('integrity.tailNone')}</Badge>;
  return (
    <>
      <span>{since === null ? t('integrity.tail', { count: entries }) : t('integrity.tailSince', { count: entries, span: span(Math.max(0, now - since)) })}</span>
      {remind ? <span className={styles['small']}><Badge tone="warn">{t('integrity.remind')}</Badge></span> : null}
    </>
  );
}
