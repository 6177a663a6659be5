// The post-incident report and the other documents: write, look, issue. Keys: Shift P saves the PDF, $mod P prints, Shift I issues.
import { useState, type ReactNode } from 'react';
import type { ReportStatus } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { Tabs } from '../../kit/Tabs.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { DistributionRegister } from './DistributionRegister.tsx';
import { IssueDialog } from './IssueDialog.tsx';
import { IssuedReports } from './IssuedReports.tsx';
import { OtherDocuments } from './OtherDocuments.tsx';
import { fullProfile, ProfileChoice } from './ProfileChoice.tsx';
import { ReportPreview } from './ReportPreview.tsx';
import { SaveAsMenu } from './SaveAsMenu.tsx';
import { titleOfSection } from './sections.ts';
import { useDocuments, type SavedFormat } from './useDocuments.ts';
import { WriteReport } from './WriteReport.tsx';
import styles from './reports.module.css';

export function ReportsScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const [profile, setProfile] = useState(fullProfile);
  const documents = useDocuments(log, profile);
  const status = useQuery('reports', { log });
  const [view, setView] = useState('write');
  const [isIssuing, setIssuing] = useState(false);
  const [busy, setBusy] = useState(false);
  const work = (run: () => Promise<unknown>) => async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await run();
    } finally {
      setBusy(false);
    }
  };
  const savePdf = work(() => documents.savePdf('post-incident', t('reports.fileName')));
  const saveAs = (format: SavedFormat) => work(() => documents.saveAs(format, 'post-incident', t('reports.fileName')));
  const print = work(() => documents.print('post-incident'));
  const canIssue = status.state === 'ready' && status.result.missing.length === 0;
  useScreenCommands([
    { id: 'reports.pdf', label: 'reports.savePdf', group: 'screen', keys: ['Shift+p'], undo: 'none', run: savePdf },
    { id: 'reports.print', label: 'reports.printCommand', group: 'screen', keys: ['$mod+p'], undo: 'none', run: print },
    { id: 'reports.html', label: 'reports.saveHtml', group: 'screen', undo: 'none', run: saveAs('html') },
    { id: 'reports.docx', label: 'reports.saveDocx', group: 'screen', undo: 'none', run: saveAs('docx') },
    { id: 'reports.markdown', label: 'reports.saveMarkdown', group: 'screen', undo: 'none', run: saveAs('markdown') },
    { id: 'reports.issue', label: 'reports.issueCommand', group: 'record', keys: ['Shift+i'], undo: 'none', when: () => canIssue, run: () => setIssuing(true) },
  ]);
  if (status.state === 'failed') return <ErrorState title={t('reports.failed')} text={failure(status.kind)} />;
  if (status.state === 'loading') return <Skeleton />;
  const report = status.result;
  return (
    <div className={styles['page']}>
      <div className={styles['bar']}>
        <h1 className={styles['heading']}>{t('reports.post-incident')}</h1>
        <Button keys="Shift+p" isDisabled={busy} onPress={() => void savePdf()}>{t('reports.pdf')}</Button>
        <Button keys="$mod+p" isDisabled={busy} onPress={() => void print()}>{t('reports.print')}</Button>
        <SaveAsMenu name={t('reports.post-incident')} isDisabled={busy} onSave={(format) => void saveAs(format)()} />
        <Button variant="primary" keys="Shift+i" isDisabled={!canIssue || busy} onPress={() => setIssuing(true)}>{t('reports.issue', { number: report.nextIssue })}</Button>
      </div>
      <ProfileChoice profile={profile} onChange={setProfile} />
      <Readiness report={report} />
      <div className={styles['views']}>
        <Tabs
          label={t('reports.views')} selected={view} onSelect={setView}
          items={[
            { id: 'write', label: t('reports.write'), content: <WriteReport log={log} report={report} /> },
            { id: 'preview', label: t('reports.preview'), content: view === 'preview' ? <ReportPreview log={log} type="post-incident" profile={profile} /> : null },
            { id: 'issued', label: t('reports.issued', { count: report.issued.length }), content: <IssuedReports log={log} issued={report.issued} /> },
            { id: 'others', label: t('reports.others'), content: <OtherDocuments log={log} profile={profile} issued={report.issued} /> },
            { id: 'register', label: t('reports.registerTab'), content: view === 'register' ? <DistributionRegister log={log} issued={report.issued} /> : null },
          ]}
        />
      </div>
      {isIssuing ? (
        <IssueDialog
          log={log} type="post-incident" profile={profile} number={report.nextIssue} onClose={() => setIssuing(false)}
          issue={async (changes) => {
            const issued = await documents.issue('post-incident', changes);
            if (issued === null) return false;
            showToast({ tone: 'ok', title: t('reports.issuedNow', { number: issued }) });
            setView('issued');
            return true;
          }}
        />
      ) : null}
    </div>
  );
}

function Readiness({ report }: { readonly report: ReportStatus }): ReactNode {
  const t = useText();
  if (report.missing.length === 0) return <div role="status" className={`${styles['blocked'] ?? ''} ${styles['ready'] ?? ''}`}>{t('reports.canIssue')}</div>;
  const names = report.missing.map((section) => {
    const title = titleOfSection(section);
    return title === null ? section : t(title);
  });
  return <div role="status" className={styles['blocked']}>{t('reports.blocked', { sections: names.join(' · ') })}</div>;
}
