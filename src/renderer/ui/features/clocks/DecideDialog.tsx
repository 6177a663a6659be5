// A decision that a clock need not be met, or that its time stands still. Recorded as a decision entry. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { clockEffects } from '#domain';
import type { ClockRow } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useClockWords } from './useClocks.ts';

type Effect = (typeof clockEffects)[number];

export function DecideDialog({ log, clock, onClose }: { readonly log: LogId; readonly clock: ClockRow; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const words = useClockWords();
  const recorder = useRecord(log);
  const [effect, setEffect] = useState<Effect>(clock.state === 'tolled' ? 'resume' : 'waive');
  const [decidedBy, setDecidedBy] = useState('');
  const [reason, setReason] = useState('');
  const offered = clockEffects.filter((value) => isOffered(value, clock));
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record({
      kind: 'decision', occurred: null,
      body: {
        ref: '', question: t(`clocks.question.${effect}`, { title: words.title(clock) }), options: [], choice: t(`clocks.choice.${effect}`), reason: reason.trim(), decidedBy: decidedBy.trim(), consulted: [], state: 'decided',
        clock: { id: clock.id, effect },
      },
    });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog
      title={t('clocks.decideTitle')} isOpen onClose={onClose} submitLabel={t('clocks.decideSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error}
      canSubmit={reason.trim() !== '' && decidedBy.trim() !== ''} aside={words.title(clock)}
    >
      <p>{t('clocks.decideText')}</p>
      <RadioGroup label={t('clocks.effect')} value={effect} onChange={(value) => setEffect(value as Effect)} choices={offered.map((value) => ({ value, label: t(`clocks.effect.${value}`) }))} />
      <TextField label={t('clocks.decidedBy')} value={decidedBy} onChange={setDecidedBy} isRequired maxLength={500} />
      <TextArea label={t('clocks.reason')} value={reason} onChange={setReason} isRequired rows={3} />
    </FormDialog>
  );
}

// Standing still can only end where it began; a reason for delay is asked of what is late.
function isOffered(effect: Effect, clock: ClockRow): boolean {
  switch (effect) {
    case 'waive': return true;
    case 'pause': return clock.state !== 'tolled';
    case 'resume': return clock.state === 'tolled';
    case 'explain': return clock.state === 'overdue' || clock.state === 'met-late' || clock.overdueOnArrival;
    case 'confirm': return clock.standing === 'unconfirmed';
  }
}
