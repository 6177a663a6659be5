// Issued documents: number, content hash, and the sealed pages to open or extract. Keys: Tab to the buttons.
import type { ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import type { Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { reveal } from '../../session/actions.ts';
import styles from './reports.module.css';

export function IssuedReports({ log, issued }: { readonly log: LogId; readonly issued: readonly Entity<'report'>[] }): ReactNode {
  const t = useText();
  const extract = useExtract(log);
  if (issued.length === 0) return <EmptyState title={t('reports.noneIssued')} text={t('reports.noneIssuedText')} />;
  return (
    <ul className={styles['list']}>
      {issued.toReversed().map((report) => (
        <li key={report.id} className={styles['issue']}>
          <span className={styles['issueNumber']}>{report.body.issue}</span>
          <span>
            {report.body.title}
            <br />
            <span className="muted">{t('reports.issuedBy', { who: report.stamp.author.name })}{' '}<Instant at={report.stamp.recorded.at} detail="minute" />{report.body.changes === undefined ? '' : ` · ${report.body.changes}`}</span>
            <br />
            <span className={styles['hash']}>{t('timeline.sha256')}{` ${report.body.contentSha256}`}</span>
          </span>
          <span className={styles['buttons']}>
            <Button onPress={() => void extract(report.body.evidence, report.body.title)}>{t('reports.saveIssued')}</Button>
            <Button variant="quiet" onPress={() => reveal('evidence', report.body.evidence)}>{t('reports.showItem')}</Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Opens the sealed pages, checks every hash and writes them where the person says. */
function useExtract(log: LogId): (item: EntityId, title: string) => Promise<void> {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  return async (item, title) => {
    const chosen = await desktop.call('destination.choose', { suggestedName: `${title}.pdf` });
    if (!chosen.ok) return;
    const answer = await engine.call('evidence.extract', { log, item, destination: chosen.value.destination });
    if (answer.ok) showToast({ tone: 'ok', title: t('reports.saved'), text: chosen.value.path });
    else showToast({ tone: 'danger', title: t('reports.documentFailed'), text: failure(answer.error.kind) });
  };
}
