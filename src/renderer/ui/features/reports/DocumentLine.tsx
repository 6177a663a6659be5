// One document of an incident: pages to look at, files, the next issue. Keys: Tab to the buttons, Enter; Space or Down opens the choice of the entry.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { nextIssueNumber, type Entity } from '#domain';
import type { DocumentProfile, DocumentType, WorksheetName } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Select } from '../../kit/Select.tsx';
import { showToast } from '../../kit/toasts.ts';
import { IssueDialog } from './IssueDialog.tsx';
import { SaveAsMenu } from './SaveAsMenu.tsx';
import { useDocuments } from './useDocuments.ts';
import styles from './reports.module.css';

/** Documents of an incident beside the post-incident report; head slips are no document of what happened. */
export type OtherType = Exclude<DocumentType, 'post-incident' | 'head-slips'>;
/** An entry, or a worksheet, that a document is made of. */
export interface Source { readonly id: string; readonly label: string; readonly items: readonly EntityId[]; readonly worksheet?: WorksheetName }

export interface DocumentLineProps {
  readonly log: LogId; readonly profile: DocumentProfile; readonly type: OtherType; readonly issued: readonly Entity<'report'>[];
  /** Entries to choose from; absent where the document is of the journal as a whole, or of `items`. */
  readonly sources?: readonly Source[];
  readonly items?: readonly EntityId[];
  readonly needsItems?: boolean;
}

const noItems: readonly EntityId[] = [];

export function DocumentLine({ log, profile, type, issued, sources, items = noItems, needsItems = false }: DocumentLineProps): ReactNode {
  const t = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const source = sources?.find(({ id }) => id === chosen) ?? sources?.[0];
  const of = sources === undefined ? items : (source?.items ?? noItems);
  const worksheet = source?.worksheet;
  const documents = useDocuments(log, profile, worksheet);
  const [busy, setBusy] = useState(false);
  const [isIssuing, setIssuing] = useState(false);
  const name = t(`reports.${type}`);
  const fileName = source === undefined ? name : `${name} ${source.label}`.replaceAll(/[\\/:*?"<>|]+/g, ' ').slice(0, 80).trim();
  const work = (run: () => Promise<unknown>) => (): void => {
    setBusy(true);
    void run().finally(() => setBusy(false));
  };
  const number = nextIssueNumber(issued, { documentType: type, items: of, worksheet: worksheet === undefined ? null : `${worksheet.regime}/${worksheet.worksheet}` });
  const isDisabled = busy || (needsItems && of.length === 0) || (sources !== undefined && source === undefined);
  return (
    <li className={styles['issue']} aria-label={name}>
      <span />
      <span>
        {name}<br /><span className="muted">{sources !== undefined && sources.length === 0 ? t('reports.noSource') : t(`reports.${type}.text`)}</span>
        {sources === undefined || sources.length === 0 ? null : <Select label={t('reports.sourceOf', { name })} isLabelHidden value={source?.id ?? null} onChange={setChosen} choices={sources.map(({ id, label }) => ({ value: id, label }))} />}
      </span>
      <span className={styles['buttons']}>
        <Button isDisabled={isDisabled} onPress={work(() => documents.savePdf(type, fileName, of))}>{t('reports.pdf')}</Button>
        <Button isDisabled={isDisabled} onPress={work(() => documents.print(type, of))}>{t('reports.print')}</Button>
        <SaveAsMenu name={name} isDisabled={isDisabled} onSave={(format) => work(() => documents.saveAs(format, type, fileName, of))()} />
        <Button isDisabled={isDisabled} onPress={() => setIssuing(true)}>{t('reports.issueDocument')}</Button>
      </span>
      {isIssuing ? (
        <IssueDialog
          log={log} type={type} profile={profile} number={number} items={of} {...(worksheet === undefined ? {} : { worksheet })} onClose={() => setIssuing(false)}
          issue={async (changes) => {
            const issue = await documents.issue(type, changes, of);
            if (issue !== null) showToast({ tone: 'ok', title: t('reports.documentIssued', { name, number: issue }) });
            return issue !== null;
          }}
        />
      ) : null}
    </li>
  );
}
