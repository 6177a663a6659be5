// The result of a check: the verdict, each statement with its mark and word, problems, and the feeds with their fingerprints.
import type { ReactNode } from 'react';
import type { IntegrityReport } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import styles from './integrity.module.css';

const markByVerdict = { holds: '✓', failed: '✕', incomplete: '!', 'not-proven': '–' } as const;

export function CheckReport({ report }: { readonly report: IntegrityReport }): ReactNode {
  const t = useText();
  return (
    <>
      <div className={styles['verdict']} data-verdict={report.verdict} role="status">
        <div>
          <p className={styles['verdictTitle']}>{t(`integrity.verdict.${report.verdict}`)}</p>
          <p className="muted">{t('integrity.looked', { frames: report.frames, entries: report.entries, items: report.evidenceItems })}</p>
        </div>
      </div>
      <ul className={styles['statements']}>
        {report.lines.map((line) => (
          <li key={`${line.topic} ${line.text}`} className={styles['statement']}>
            <span className={styles['mark']} data-verdict={line.verdict} aria-hidden="true">{markByVerdict[line.verdict]}</span>
            <span><strong>{t(`integrity.line.${line.verdict}`)}</strong>{` · ${line.text}`}</span>
          </li>
        ))}
      </ul>
      {report.problems.length === 0 ? null : (
        <section>
          <SectionHeading>{t('integrity.problems')}</SectionHeading>
          <table className={styles['table']}>
            <thead><tr><th scope="col">{t('integrity.where')}</th><th scope="col">{t('integrity.what')}</th></tr></thead>
            <tbody>{report.problems.map((problem, index) => <tr key={`${String(index)} ${problem.where}`}><td className="mono">{problem.where}</td><td>{problem.text}</td></tr>)}</tbody>
          </table>
        </section>
      )}
      <section>
        <SectionHeading>{t('integrity.feeds')}</SectionHeading>
        <table className={styles['table']}>
          <thead><tr><th scope="col">{t('integrity.author')}</th><th scope="col">{t('integrity.device')}</th><th scope="col">{t('integrity.frames')}</th><th scope="col">{t('integrity.fingerprint')}</th><th scope="col">{t('integrity.head')}</th></tr></thead>
          <tbody>
            {report.feeds.map((feed) => (
              <tr key={feed.feed}><td>{feed.author}</td><td>{feed.device}</td><td className="mono">{feed.frames}</td><td className="mono" data-selectable="">{feed.fingerprint}</td><td className="mono" data-selectable="">{feed.head}</td></tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
