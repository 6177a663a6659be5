// Moves the incident to another state: which, since when, why. Recorded as a transition entry. Pattern: modal form.
import { useState } from 'react';
import { nextStates, statesOf, type Occurred } from '#domain';
import type { IncidentHeader } from '#ipc';
import { useText } from '../i18n/intl.tsx';
import { useFailureText, useWord } from '../i18n/words.ts';
import { FormDialog } from '../kit/Dialog.tsx';
import { Select } from '../kit/Select.tsx';
import { TextArea } from '../kit/TextArea.tsx';
import { TimeField } from '../kit/TimeField.tsx';
import { showToast } from '../kit/toasts.ts';
import { useEngine } from '../port/ports.tsx';
import { useCall } from '../port/useCall.ts';

export function TransitionDialog({ header, initial, onClose }: { readonly header: IncidentHeader; readonly initial: string; readonly onClose: () => void }) {
  const t = useText();
  const word = useWord();
  const failure = useFailureText();
  const engine = useEngine();
  const [state, setState] = useState<string | null>(initial === '' || initial === header.state ? null : initial);
  const [reason, setReason] = useState('');
  const [written, setWritten] = useState('');
  const [occurred, setOccurred] = useState<Occurred | null>(null);
  const { run, busy, error } = useCall((target: string) => engine.call('entry.record', {
    log: header.log,
    draft: { kind: 'transition', body: { target: header.incident.id, state: target, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }, occurred },
  }));
  const usual = nextStates('incident', header.state);
  const offered = [...usual, ...statesOf('incident').filter((value) => value !== header.state && !usual.includes(value))];
  const submit = async (): Promise<void> => {
    if (state === null) return;
    const answer = await run(state);
    if (answer?.ok !== true) return;
    showToast({ tone: 'ok', title: t('shell.transition.sealed', { state: word('incidentState', state), number: answer.value.number }) });
    onClose();
  };
  return (
    <FormDialog
      title={t('shell.transition.title')} isOpen onClose={onClose} submitLabel={t('shell.transition.submit')} onSubmit={() => void submit()} isBusy={busy}
      canSubmit={state !== null && (written.trim() === '' || occurred !== null)} error={error === null ? null : failure(error.kind)}
      aside={t('shell.transition.from', { state: word('incidentState', header.state) })}
    >
      <Select
        label={t('shell.transition.state')} value={state} onChange={setState} isRequired autoFocus placeholder={t('shell.transition.choose')}
        choices={offered.map((value) => ({ value, label: word('incidentState', value), ...(usual.includes(value) ? {} : { note: t('shell.transition.unusual') }) }))}
      />
      <TimeField label={t('shell.transition.when')} help={t('shell.transition.when.help')} written={written} zone={header.incident.body.zone} onChange={(text, read) => { setWritten(text); setOccurred(read); }} />
      <TextArea label={t('shell.transition.reason')} value={reason} onChange={setReason} rows={2} />
    </FormDialog>
  );
}
