// Makes a hand-over: the words of the outgoing person above, below them what the journal gives. What is typed survives a crash. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import type { FieldSpec } from '../../inspector/fields/field.ts';
import { FieldList } from '../../inspector/fields/FieldList.tsx';
import { isLines, tidy, type FieldValues } from '../../inspector/fields/values.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { useQuery } from '../../port/useQuery.ts';
import { useDraft } from '../../session/drafts.ts';
import { useSession } from '../../session/store.ts';
import styles from '../roles/command.module.css';

const fields: readonly FieldSpec[] = [
  { name: 'from', type: 'line', label: 'handover.field.from', required: true },
  { name: 'to', type: 'line', label: 'handover.field.to', required: true },
  { name: 'situation', type: 'text', label: 'handover.field.situation' },
  { name: 'tried', type: 'text', label: 'handover.field.tried' },
  { name: 'condition', type: 'text', label: 'handover.field.condition' },
  { name: 'outages', type: 'text', label: 'handover.field.outages' },
  { name: 'duties', type: 'lines', label: 'handover.field.duties' },
];

export interface NewHandoverDialogProps { readonly log: LogId; readonly onClose: () => void; readonly onSealed: (handover: EntityId) => void }

export function NewHandoverDialog({ log, onClose, onSealed }: NewHandoverDialogProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const own = useSession((state) => state.report?.operator.name ?? '');
  const [beginning] = useState((): FieldValues => ({ from: own, to: '', duties: [] }));
  const key = `form handover ${log}`;
  const draft = useDraft<FieldValues>(key, log, beginning, readValues);
  const text = (name: string): string => {
    const value = draft.value[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const call = useCall(() => {
    const duties = tidy(draft.value['duties'] ?? null);
    const said = Object.fromEntries(['situation', 'tried', 'condition', 'outages'].flatMap((name) => (text(name) === '' ? [] : [[name, text(name)]])));
    return engine.call('handover.issue', { log, draftKey: key, words: { from: text('from'), to: text('to'), ...said, duties: isLines(duties) ? duties : [] } });
  });
  const submit = async (): Promise<void> => {
    const answer = await call.run(undefined);
    if (answer === null || !answer.ok) return;
    showToast({ tone: 'ok', title: t('inspector.sealed', { number: answer.value.number }) });
    draft.discard();
    onSealed(answer.value.entryId);
  };
  return (
    <FormDialog
      isOpen size="wide" title={t('handover.newTitle')} onClose={onClose} submitLabel={t('handover.issue')} onSubmit={() => void submit()} isBusy={call.busy} error={call.error === null ? null : failure(call.error.kind)}
      canSubmit={text('from') !== '' && text('to') !== ''}
    >
      {draft.isReady ? <FieldList fields={fields} values={draft.value} onChange={draft.set} first={own === '' ? 'from' : 'to'} /> : <Skeleton lines={4} />}
      <Brief log={log} person={text('from')} />
    </FormDialog>
  );
}

function Brief({ log, person }: { readonly log: LogId; readonly person: string }): ReactNode {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const query = useQuery('brief', { log, person });
  const items = query.state === 'ready' ? query.result : [];
  return (
    <section aria-label={t('handover.brief')}>
      <SectionHeading>{t('handover.brief')}</SectionHeading>
      <div className={styles['brief']}>
        {items.length === 0 ? <p className={styles['quiet']}>{t('handover.briefEmpty')}</p> : (
          <ol className={styles['list']}>
            {items.map((item, index) => <li key={`${item.itemKind} ${item.entity ?? index}`}><span className={styles['quiet']}>{word('handoverItemKind', item.itemKind)}</span> {item.title}{item.due === undefined ? null : <span className={styles['quiet']}>{` · ${time.instant(item.due)}`}</span>}</li>)}
          </ol>
        )}
      </div>
    </section>
  );
}

function readValues(kept: unknown): FieldValues | null {
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as FieldValues) : null;
}
