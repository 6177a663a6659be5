// Who got which issue, and who must be told of a newer one. Keys: Tab to the buttons, Enter records a delivery or opens one.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { distributionRegister, type Entity, type IssueLine } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import styles from './reports.module.css';

const noFilter = {};

export function DistributionRegister({ log, issued }: { readonly log: LogId; readonly issued: readonly Entity<'report'>[] }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('entities', { log, kind: 'distribution', filter: noFilter });
  const [giving, setGiving] = useState<Entity<'report'> | null>(null);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (query.state === 'loading') return <Skeleton lines={4} />;
  const lines = distributionRegister(issued, query.result as readonly Entity<'distribution'>[]);
  if (lines.length === 0) return <EmptyState title={t('reports.noneIssued')} text={t('reports.registerEmpty')} />;
  return (
    <>
      <ul className={styles['list']} aria-label={t('reports.register')}>{lines.toReversed().map((line) => <RegisterLine key={line.report.id} line={line} onGive={() => setGiving(line.report)} />)}</ul>
      {giving === null ? null : <EntityDialog log={log} kind="distribution" title="reports.recordDelivery" fixed={{ report: giving.id }} onClose={() => setGiving(null)} />}
    </>
  );
}

function RegisterLine({ line: { report, deliveries, supersededBy, toTell }, onGive }: { readonly line: IssueLine; readonly onGive: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  return (
    <li className={styles['issue']} aria-label={report.body.title}>
      <span className={styles['issueNumber']}>{report.body.issue}</span>
      <span>
        {report.body.title}{' '}<span className="muted">{word('tlp', report.body.tlp)}</span>
        {supersededBy === null ? null : <>{' '}<Badge tone="warn">{t('reports.registerSuperseded', { number: supersededBy.body.issue })}</Badge></>}
        <br />
        {deliveries.length === 0 ? <span className="muted">{t('reports.notDelivered')}</span> : null}
        {deliveries.map((delivery) => (
          <span key={delivery.id} className={styles['delivery']}>
            {[delivery.body.recipient, delivery.body.organisation].filter(Boolean).join(', ')}
            <span className="muted">{` · ${word('distributionMeans', delivery.body.means)} · `}{delivery.stamp.occurred.at === null ? null : <Instant at={delivery.stamp.occurred.at} detail="minute" />}</span>
            {' '}<Badge tone={delivery.body.acknowledged === undefined && !delivery.body.receipt ? 'neutral' : 'ok'}>{t(delivery.body.acknowledged === undefined && !delivery.body.receipt ? 'reports.noReceipt' : 'reports.hasReceipt')}</Badge>
          </span>
        ))}
        {toTell.length === 0 ? null : <span role="note" className={styles['toTell']}>{t('reports.mustBeTold', { names: toTell.map(({ recipient, organisation }) => [recipient, organisation].filter(Boolean).join(', ')).join('; ') })}</span>}
      </span>
      <span className={styles['buttons']}><Button onPress={onGive}>{t('reports.recordDelivery')}</Button></span>
    </li>
  );
}
