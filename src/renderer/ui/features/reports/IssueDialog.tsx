// Issues the report: what changed since the newest issue is shown and offered as the text of the change. Keys: Tab to the text, $mod Enter issues, Escape closes.
import { useEffect, useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import type { DocumentProfile, DocumentType, ReportChanges, WorksheetName } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { useEngine } from '../../port/ports.tsx';
import styles from './reports.module.css';

export interface IssueDialogProps { readonly log: LogId; readonly type: DocumentType; readonly profile: DocumentProfile; readonly number: number; readonly items?: readonly EntityId[]; readonly worksheet?: WorksheetName; readonly issue: (changes: string | null) => Promise<boolean>; readonly onClose: () => void }

const noItems: readonly EntityId[] = [];

export function IssueDialog({ log, type, profile, number, items = noItems, worksheet, issue, onClose }: IssueDialogProps): ReactNode {
  const t = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const found = useChanges(log, type, profile, items, worksheet);
  const changes = typed ?? (found === 'loading' ? '' : found?.text ?? '');
  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      if (await issue(changes.trim() === '' ? null : changes.trim())) onClose();
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormDialog isOpen title={t('reports.issue', { number })} onClose={onClose} submitLabel={t('reports.issueSubmit')} onSubmit={() => void submit()} isBusy={isBusy}>
      <p>{t('reports.issueText')}</p>
      {number === 1 ? null : (
        <>
          {found === 'loading' ? <Skeleton lines={3} /> : <ChangeList changes={found} />}
          <TextArea label={t('inspector.field.changes')} value={changes} onChange={setTyped} rows={6} maxLength={64_000} autoFocus />
        </>
      )}
    </FormDialog>
  );
}

/** What differs, by section. Asked once: it stands still while it is read. */
function useChanges(log: LogId, type: DocumentType, profile: DocumentProfile, items: readonly EntityId[], worksheet: WorksheetName | undefined): ReportChanges | null | 'loading' {
  const engine = useEngine();
  const [found, setFound] = useState<ReportChanges | null | 'loading'>('loading');
  useEffect(() => {
    let isStale = false;
    void engine.call('report.changes', { log, type, items, profile, ...(worksheet === undefined ? {} : { worksheet }) }).then((answer) => {
      if (!isStale) setFound(answer.ok ? answer.value.changes : null);
    });
    return () => {
      isStale = true;
    };
  }, [engine, log, type, profile, items, worksheet]);
  return found;
}

function ChangeList({ changes }: { readonly changes: ReportChanges | null }): ReactNode {
  const t = useText();
  if (changes === null) return null;
  const said = changes.sections.length === 0 ? 'reports.unchanged' : 'reports.changedSince';
  return (
    <>
      <p>{t(said, { number: changes.issue, entry: changes.entry })}{' '}<span className="muted">{t(changes.exact ? 'reports.rebuiltExactly' : 'reports.rebuilt')}</span></p>
      <ul className={styles['changes']} aria-label={t('reports.changedSections')}>
        {changes.sections.map((section) => (
          <li key={section.section}>
            {section.title}
            <span className="muted">{` · ${t(section.state === 'changed' ? 'reports.rowsChanged' : section.state === 'added' ? 'reports.sectionAdded' : 'reports.sectionRemoved', countOf(section.rows))}`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function countOf(rows: ReportChanges['sections'][number]['rows']): { readonly added: number; readonly changed: number; readonly removed: number } {
  return { added: rows.filter((row) => row.was === null).length, changed: rows.filter((row) => row.was !== null && row.now !== null).length, removed: rows.filter((row) => row.now === null).length };
}
