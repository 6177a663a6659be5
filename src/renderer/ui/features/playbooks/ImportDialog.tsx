// Takes a CACAO 2.0 file in as a playbook of one's own: first the reason, then the file. A file that is refused is told why and where. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { PROCEDURE_REVIEW_DAYS, severities } from '#domain';
import type { PlaybookExtras } from '#ipc';
import { isMessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';

interface Extras { readonly severity: (typeof severities)[number] | null; readonly days: string; readonly incident: string; readonly lesson: string }

export function ImportDialog({ log, onClose }: { readonly log: LogId; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  const [reason, setReason] = useState('');
  const [extras, setExtras] = useState<Extras>({ severity: null, days: '', incident: '', lesson: '' });
  const word = useWord();
  const change = (part: Partial<Extras>): void => setExtras((before) => ({ ...before, ...part }));
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const say = (group: 'problem' | 'note', { kind, where }: { readonly kind: string; readonly where: string }): string => {
    const id = `playbooks.${group}.${kind}`;
    return isMessageId(id) ? t(id, { where }) : t('playbooks.problem.bad-value', { where });
  };
  const take = async (): Promise<string | null> => {
    const file = await desktop.call('file.read', { extensions: ['json'] });
    if (!file.ok) return file.error.kind === 'cancelled' ? '' : failure(file.error.kind);
    const answer = await engine.call('playbook.import', { log, bytes: file.value.bytes, reason: reason.trim(), extras: extrasOf(extras) });
    if (!answer.ok) return failure(answer.error.kind);
    if (answer.value.outcome === 'refused') return say('problem', answer.value.problem);
    const { title, entry, notes } = answer.value;
    showToast({ tone: notes.length === 0 ? 'ok' : 'plain', title: t('playbooks.imported', { title, number: entry.number }), ...(notes.length === 0 ? {} : { text: notes.map((note) => say('note', note)).join(' ') }) });
    return null;
  };
  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const problem = await take();
    setBusy(false);
    if (problem === null) onClose();
    else setError(problem === '' ? null : problem);
  };
  return (
    <FormDialog isOpen title={t('playbooks.importTitle')} onClose={onClose} submitLabel={t('playbooks.importChoose')} onSubmit={() => void submit()} isBusy={isBusy} error={error} canSubmit={reason.trim() !== '' && areComplete(extras)}>
      <p>{t('playbooks.importText')}</p>
      <TextArea label={t('playbooks.importReason')} value={reason} onChange={setReason} isRequired autoFocus rows={2} />
      <Select label={t('playbooks.minimumSeverity')} value={extras.severity} onChange={(severity) => change({ severity })} placeholder={t('playbooks.anySeverity')} choices={severities.map((value) => ({ value, label: word('severity', value) }))} />
      <TextField label={t('playbooks.lessonIncident')} value={extras.incident} onChange={(incident) => change({ incident })} isMono maxLength={500} />
      <TextField label={t('playbooks.lessonRef')} value={extras.lesson} onChange={(lesson) => change({ lesson })} isMono maxLength={500} />
      <TextField label={t('playbooks.reviewDays')} value={extras.days} onChange={(days) => change({ days })} isMono maxLength={4} help={t('playbooks.reviewDaysHelp', { days: PROCEDURE_REVIEW_DAYS })} />
    </FormDialog>
  );
}

// A lesson is named with its incident or not at all; an interval is whole days up to ten years.
function areComplete({ days, incident, lesson }: Extras): boolean {
  return (incident.trim() === '') === (lesson.trim() === '') && (days.trim() === '' || (/^\d{1,4}$/.test(days.trim()) && Number(days) >= 1 && Number(days) <= 3660));
}

function extrasOf({ severity, days, incident, lesson }: Extras): PlaybookExtras {
  return {
    ...(severity === null ? {} : { minimumSeverity: severity }), ...(days.trim() === '' ? {} : { reviewDays: Number(days) }),
    ...(lesson.trim() === '' ? {} : { fromLesson: { incident: incident.trim(), lesson: lesson.trim() } }),
  };
}
