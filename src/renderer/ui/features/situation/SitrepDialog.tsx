// The next situation report: what a person makes of it, beside what happened since the last. What is typed survives a crash. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { SitrepStatus } from '#domain';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { FieldList } from '../../inspector/fields/FieldList.tsx';
import { fieldsByKind } from '../../inspector/fields/fieldsByKind.ts';
import { initialValues, type FieldValues } from '../../inspector/fields/values.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { select } from '../../session/actions.ts';
import { useDraft } from '../../session/drafts.ts';
import styles from '../roles/command.module.css';

const fields = fieldsByKind.sitrep.map((field) => ({ ...field, required: field.name !== 'wanted' }));

export function SitrepDialog({ log, status, onClose }: { readonly log: LogId; readonly status: SitrepStatus; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const [beginning] = useState((): FieldValues => initialValues(fields, null));
  const key = `form sitrep ${log}`;
  const draft = useDraft<FieldValues>(key, log, beginning, readValues);
  const text = (name: string): string => {
    const value = draft.value[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const call = useCall(() => engine.call('sitrep.issue', { log, draftKey: key, words: { assessment: text('assessment'), nextSteps: text('nextSteps'), ...(text('wanted') === '' ? {} : { wanted: text('wanted') }) } }));
  const submit = async (): Promise<void> => {
    const answer = await call.run(undefined);
    if (answer === null || !answer.ok) return;
    showToast({ tone: 'ok', title: t('inspector.sealed', { number: answer.value.number }) });
    draft.discard();
    select(answer.value.entryId);
    onClose();
  };
  return (
    <FormDialog
      isOpen size="wide" title={t('situation.writeTitle', { number: status.next })} onClose={onClose} submitLabel={t('situation.issue')} onSubmit={() => void submit()} isBusy={call.busy}
      error={call.error === null ? null : failure(call.error.kind)} canSubmit={text('assessment') !== '' && text('nextSteps') !== ''}
    >
      {draft.isReady ? <FieldList fields={fields} values={draft.value} onChange={draft.set} first="assessment" /> : <Skeleton lines={4} />}
      <Since status={status} />
    </FormDialog>
  );
}

function Since({ status: { newest, since, sinceTotal } }: { readonly status: SitrepStatus }): ReactNode {
  const t = useText();
  const time = useTimeText();
  const title = newest === null ? t('situation.soFar', { count: sinceTotal }) : t('situation.since', { number: newest.body.number, count: sinceTotal });
  return (
    <section aria-label={title}>
      <SectionHeading>{title}</SectionHeading>
      <div className={styles['brief']}>
        {since.length === 0 ? <p className={styles['quiet']}>{t('situation.nothing')}</p> : (
          <ul className={styles['list']}>{since.toReversed().map((row) => <li key={row.stamp.entryId}><span className={styles['quiet']}>{time.occurred(row.stamp.occurred)}</span> {row.ref === null ? row.text : `${row.ref} ${row.text}`}</li>)}</ul>
        )}
      </div>
    </section>
  );
}

function readValues(kept: unknown): FieldValues | null {
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as FieldValues) : null;
}
