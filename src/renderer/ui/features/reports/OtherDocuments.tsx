// The other documents of an incident: forensic timeline, evidence register and custody form, as pages to look at or to issue.
// Keys: Tab to the buttons, Space chooses an item. Nothing chosen means all items, for the register.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import type { DocumentProfile, DocumentType } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useQuery } from '../../port/useQuery.ts';
import { reveal, showScreen } from '../../session/actions.ts';
import { useSession } from '../../session/store.ts';
import { SaveAsMenu } from './SaveAsMenu.tsx';
import { useDocuments } from './useDocuments.ts';
import styles from './reports.module.css';

const extracts = ['lessons-learned', 'decision-log', 'containment-authorisation', 'law-enforcement-referral', 'distribution-log'] as const;
const types = ['forensic-timeline', 'evidence-register', 'custody-form', ...extracts] as const;
const noFilter = {};

export function OtherDocuments({ log, profile }: { readonly log: LogId; readonly profile: DocumentProfile }): ReactNode {
  const t = useText();
  const item = useSession((state) => state.selectionByScreen['evidence'] ?? null);
  const [chosen, setChosen] = useState<readonly EntityId[]>([]);
  return (
    <>
      <ItemChoice log={log} chosen={chosen} onChoose={setChosen} />
      <ul className={styles['list']}>
        {types.map((type) => <DocumentLine key={type} log={log} profile={profile} type={type} items={type === 'evidence-register' || type === 'custody-form' ? chosen : []} needsItems={type === 'custody-form'} />)}
        <li className={styles['issue']}>
          <span />
          <span>{t('reports.itemDocuments')}<br /><span className="muted">{t('reports.itemDocuments.text')}</span></span>
          <span className={styles['buttons']}><Button onPress={() => (item === null ? showScreen('evidence') : reveal('evidence', item))}>{t('reports.openEvidence')}</Button></span>
        </li>
      </ul>
    </>
  );
}

interface DocumentLineProps { readonly log: LogId; readonly profile: DocumentProfile; readonly type: (typeof types)[number] & DocumentType; readonly items: readonly EntityId[]; readonly needsItems: boolean }

function DocumentLine({ log, profile, type, items, needsItems }: DocumentLineProps): ReactNode {
  const t = useText();
  const documents = useDocuments(log, profile);
  const [busy, setBusy] = useState(false);
  const name = t(`reports.${type}`);
  const work = (run: () => Promise<unknown>) => (): void => {
    setBusy(true);
    void run().finally(() => setBusy(false));
  };
  const issue = async (): Promise<void> => {
    const number = await documents.issue(type, null, items);
    if (number !== null) showToast({ tone: 'ok', title: t('reports.documentIssued', { name, number }) });
  };
  const isDisabled = busy || (needsItems && items.length === 0);
  return (
    <li className={styles['issue']} aria-label={name}>
      <span />
      <span>{name}<br /><span className="muted">{t(`reports.${type}.text`)}</span></span>
      <span className={styles['buttons']}>
        <Button isDisabled={isDisabled} onPress={work(() => documents.savePdf(type, name, items))}>{t('reports.pdf')}</Button>
        <Button isDisabled={isDisabled} onPress={work(() => documents.print(type, items))}>{t('reports.print')}</Button>
        <SaveAsMenu name={name} isDisabled={isDisabled} onSave={(format) => work(() => documents.saveAs(format, type, name, items))()} />
        <Button isDisabled={isDisabled} onPress={work(issue)}>{t('reports.issueDocument')}</Button>
      </span>
    </li>
  );
}

/** The evidence items that register and form are about. */
function ItemChoice({ log, chosen, onChoose }: { readonly log: LogId; readonly chosen: readonly EntityId[]; readonly onChoose: (items: readonly EntityId[]) => void }): ReactNode {
  const t = useText();
  const rows = useQuery('evidence', { log, filter: noFilter });
  if (rows.state !== 'ready' || rows.result.length === 0) return null;
  return (
    <fieldset className={styles['choice']}>
      <legend>{t('reports.chooseItems')}</legend>
      {rows.result.map(({ entity }) => (
        <Checkbox key={entity.id} isSelected={chosen.includes(entity.id)} onChange={(on) => onChoose(on ? [...chosen, entity.id] : chosen.filter((id) => id !== entity.id))}>
          {`${entity.ref ?? ''} ${entity.body.name}`}
        </Checkbox>
      ))}
    </fieldset>
  );
}
