// Says what it turned out to be: one decision, with the amendments and the step that follow from it. Keys: those of a form dialog. Pattern: modal form.
import { useRef, useState, type ReactNode } from 'react';
import { dispositions, dispositionsFor, planVerdict, stateAfterVerdict, statesOf, verdicts, type Disposition, type Verdict } from '#domain';
import type { IncidentHeader } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { useSession } from '../../session/store.ts';
import styles from './intake.module.css';

export function VerdictDialog({ header, onClose }: { readonly header: IncidentHeader; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const { body } = header.incident;
  const operator = useSession((state) => state.report?.operator.name ?? '');
  const [verdict, setVerdict] = useState<Verdict>(body.verdict);
  const [disposition, setDisposition] = useState<Disposition | null>(body.disposition ?? null);
  const [duplicateOf, setDuplicateOf] = useState(body.duplicateOf ?? '');
  const [state, setState] = useState(header.state);
  const [reason, setReason] = useState('');
  const [decidedBy, setDecidedBy] = useState(operator);
  const others = useQuery('incidents', {});
  const recorder = useSeveral(header.log);
  const follow = (nextVerdict: Verdict, nextDisposition: Disposition | null): void => {
    setVerdict(nextVerdict);
    setDisposition(nextDisposition);
    setState(stateAfterVerdict(nextVerdict, nextDisposition) ?? header.state);
  };
  const said = disposition === null ? word('verdict', verdict) : t('intake.verdict.said', { verdict: word('verdict', verdict), disposition: word('disposition', disposition) });
  const submit = async (): Promise<void> => {
    const isSealed = await recorder.record(planVerdict({
      incident: { id: header.incident.id, verdict: body.verdict, disposition: body.disposition ?? null, duplicateOf: body.duplicateOf ?? null, state: header.state },
      verdict, disposition, duplicateOf: duplicateOf.trim() === '' ? null : duplicateOf.trim(), state, reason: reason.trim(), decidedBy: decidedBy.trim(), occurred: null,
      words: { question: t('intake.verdict.question'), choice: disposition === 'duplicate' && duplicateOf.trim() !== '' ? t('intake.verdict.duplicate', { verdict: said, ref: duplicateOf.trim() }) : said },
    }));
    if (!isSealed) return;
    showToast({ tone: 'ok', title: t('intake.verdict.sealed', { verdict: said }) });
    onClose();
  };
  const isComplete = reason.trim() !== '' && decidedBy.trim() !== '' && (disposition !== 'duplicate' || duplicateOf.trim() !== '');
  return (
    <FormDialog isOpen title={t('intake.verdict.title')} onClose={onClose} submitLabel={t('intake.verdict.submit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={isComplete} aside={t('inspector.nothingLost')}>
      <div className={styles['pair']}>
        <Select label={t('inspector.field.verdict')} value={verdict} isRequired autoFocus onChange={(next) => follow(next, dispositionsFor(next).includes(disposition ?? 'confirmed') ? disposition : null)} choices={verdicts.map((value) => ({ value, label: word('verdict', value) }))} />
        <Select
          label={t('intake.field.disposition')} value={disposition ?? ''} onChange={(next) => follow(verdict, dispositions.find((value) => value === next) ?? null)}
          choices={[{ value: '', label: t('inspector.noChoice') }, ...dispositionsFor(verdict).map((value) => ({ value, label: word('disposition', value) }))]}
        />
      </div>
      {disposition !== 'duplicate' ? null : (
        <ComboBox
          label={t('intake.field.duplicateOf')} text={duplicateOf} onTextChange={setDuplicateOf} isRequired onChoose={(ref) => { if (ref !== null) setDuplicateOf(ref); }}
          choices={(others.state === 'ready' ? others.result : []).filter((card) => card.log !== header.log).map((card) => ({ value: card.ref, label: card.ref, note: card.title }))}
        />
      )}
      <Select label={t('intake.verdict.state')} value={state} onChange={setState} choices={statesOf('incident').map((value) => ({ value, label: word('incidentState', value), ...(value === header.state ? { note: t('intake.verdict.asNow') } : {}) }))} {...(state === 'observed' ? { help: t('intake.verdict.observedHelp') } : {})} />
      <TextArea label={t('inspector.field.reason')} value={reason} onChange={setReason} isRequired rows={3} />
      <TextField label={t('inspector.field.decidedBy')} value={decidedBy} onChange={setDecidedBy} isRequired maxLength={500} />
    </FormDialog>
  );
}

type Drafts = ReturnType<typeof planVerdict>;

/** Seals several entries in their order; after a failure a second attempt goes on with those that are not sealed yet. */
function useSeveral(log: IncidentHeader['log']): { readonly record: (drafts: Drafts) => Promise<boolean>; readonly isBusy: boolean; readonly error: string | null } {
  const engine = useEngine();
  const failure = useFailureText();
  // The plan of the first attempt: what the incident reads like has moved on once a part of it is sealed.
  const open = useRef<Drafts>([]);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const record = async (drafts: Drafts): Promise<boolean> => {
    setBusy(true);
    setError(null);
    if (open.current.length === 0) open.current = drafts;
    for (const draft of open.current) {
      const answer = await engine.call('entry.record', { log, draft });
      if (!answer.ok) {
        setBusy(false);
        setError(failure(answer.error.kind));
        return false;
      }
      open.current = open.current.slice(1);
    }
    setBusy(false);
    return true;
  };
  return { record, isBusy, error };
}
