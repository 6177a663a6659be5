// Takes down a report while the caller speaks: one large field to type into, everything else can wait. Inside an incident it is recorded there; without one it
// opens an incident. Keys: Tab from field to field, Ctrl Enter records, Escape closes and keeps the draft. Pattern: modal form.
import { useRef, useState, type ReactNode } from 'react';
import type { EntityId, EntryId, LogId } from '#base';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { FieldList } from '../../inspector/fields/FieldList.tsx';
import { initialValues, missingFields, type FieldValues } from '../../inspector/fields/values.ts';
import { Button } from '../../kit/Button.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useNow } from '../../kit/useNow.ts';
import { useEngine } from '../../port/ports.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { openIncident } from '../../session/actions.ts';
import { useDraft } from '../../session/drafts.ts';
import { sessionStore } from '../../session/store.ts';
import { nextIncidentRef } from '../incidents/incidentDraft.ts';
import { openFromReport, type Opening } from './openFromReport.ts';
import { incidentOf, openingFields, reportDraft, reportFields } from './reportForm.ts';
import styles from './intake.module.css';

export interface NewReportDialogProps {
  /** Null: the report opens an incident. */
  readonly log: LogId | null;
  readonly onClose: () => void;
  readonly onSealed?: (report: EntityId) => void;
}

const fieldsInside = reportFields;
const fieldsOpening: typeof reportFields = [...reportFields, ...openingFields];

export function NewReportDialog({ log, onClose, onSealed }: NewReportDialogProps): ReactNode {
  const t = useText();
  const form = useReportForm(log, { onClose, onSealed: onSealed ?? (() => undefined) });
  const isComplete = missingFields(form.fields, form.values).length === 0;
  useScreenCommands([{
    id: 'report.record', label: 'intake.record', group: 'record', keys: ['$mod+Enter'], keysIn: 'everywhere', inDialogs: true, undo: 'entry', when: () => isComplete && !form.isBusy, run: form.submit,
  }]);
  return (
    <FormDialog
      isOpen size="wide" title={t(log === null ? 'intake.newTitle' : 'intake.createTitle')} onClose={onClose} submitLabel={t(log === null ? 'intake.open.submit' : 'inspector.record')} onSubmit={() => void form.submit()} isBusy={form.isBusy}
      error={form.error} canSubmit={isComplete}
      aside={form.isRestored ? <>{t('inspector.restored')}{' '}<Button variant="link" onPress={form.discard}>{t('inspector.discard')}</Button></> : t('intake.keys')}
    >
      <div className={styles['phone']}>
        {form.isReady ? <FieldList fields={form.fields} values={form.values} onChange={form.set} first="text" /> : <Skeleton lines={4} />}
      </div>
    </FormDialog>
  );
}

interface ReportForm {
  readonly fields: typeof reportFields; readonly values: FieldValues; readonly set: (values: FieldValues) => void; readonly discard: () => void; readonly submit: () => Promise<void>;
  readonly isReady: boolean; readonly isRestored: boolean; readonly isBusy: boolean; readonly error: string | null;
}

function useReportForm(log: LogId | null, { onClose, onSealed }: { readonly onClose: () => void; readonly onSealed: (report: EntryId) => void }): ReportForm {
  const t = useText();
  const word = useWord();
  const failure = useFailureText();
  const engine = useEngine();
  const fields = log === null ? fieldsOpening : fieldsInside;
  const [beginning] = useState((): FieldValues => initialValues(fields, null));
  const draft = useDraft<FieldValues>('report.new', log, beginning, readValues);
  const incidents = useQuery('incidents', {});
  const now = useNow(60_000);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  // What was sealed stays sealed when a later step fails: pressing again goes on from there.
  const opening = useRef<Opening>({ log: null, incident: null, report: null, milestone: false });
  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const values = draft.value;
    const ref = nextIncidentRef(incidents.state === 'ready' ? incidents.result.map((card) => card.ref) : [], now);
    const channel = typeof values['channel'] === 'string' ? word('intakeChannel', values['channel']) : '';
    const result = log === null
      ? await openFromReport(engine, { values, body: incidentOf(values, ref, sessionStore.getState().preferences.zone), basis: t('intake.basis', { channel }), observed: t('intake.observedReason') }, opening)
      : await engine.call('entry.record', { log, draft: reportDraft(values) });
    setBusy(false);
    if (!result.ok) {
      setError(failure(result.error.kind));
      return;
    }
    draft.discard();
    onClose();
    if ('opened' in result.value) openIncident(result.value.opened);
    else {
      showToast({ tone: 'ok', title: t('inspector.sealed', { number: result.value.number }) });
      onSealed(result.value.entryId);
    }
  };
  return { fields, values: draft.value, set: draft.set, discard: draft.discard, submit, isReady: draft.isReady, isRestored: draft.isRestored, isBusy, error };
}

function readValues(kept: unknown): FieldValues | null {
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as FieldValues) : null;
}
