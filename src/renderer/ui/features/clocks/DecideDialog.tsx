// A decision that a clock need not be met, or that its time stands still. Recorded as a decision entry. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { EntryId, LogId } from '#base';
import { clockEffects } from '#domain';
import type { ClockRow } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { useClockWords } from './useClocks.ts';

type Effect = (typeof clockEffects)[number];

/** What is needed of a clock to decide about it. */
export type DecidedClock = Pick<ClockRow, 'id' | 'title' | 'slot' | 'subject' | 'state' | 'standing' | 'overdueOnArrival' | 'regime'>;
export interface DecideDialogProps { readonly log: LogId; readonly clock: DecidedClock; readonly only?: Effect; readonly onClose: () => void }

export function DecideDialog({ log, clock, only, onClose }: DecideDialogProps): ReactNode {
  const t = useText();
  const words = useClockWords();
  const recorder = useRecord(log);
  const [effect, setEffect] = useState<Effect>(only ?? firstEffect(clock));
  const [decidedBy, setDecidedBy] = useState('');
  const [reason, setReason] = useState('');
  const [document, setDocument] = useState<{ readonly text: string; readonly id: string | null }>({ text: '', id: null });
  const context = useQuery('capture', { log });
  // The time of the law stands still only because somebody asks for it in writing.
  const needsDocument = effect === 'pause' && clock.regime !== null;
  const documents = context.state === 'ready' ? context.result.refs.filter(({ ref }) => ref.startsWith('EV-')).map(({ id, ref, title }) => ({ value: id as string, label: `${ref} · ${title}` })) : [];
  const offered = clockEffects.filter((value) => (only === undefined ? isOffered(value, clock) : value === only));
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record({
      kind: 'decision', occurred: null,
      body: {
        ref: '', question: t(`clocks.question.${effect}`, { title: words.title(clock) }), options: [], choice: t(`clocks.choice.${effect}`), reason: reason.trim(), decidedBy: decidedBy.trim(), consulted: [], state: 'decided',
        clock: { id: clock.id, effect },
      },
      ...(needsDocument && document.id !== null ? { links: [{ relation: 'derived-from', to: document.id as EntryId }] } : {}),
    });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog
      title={t('clocks.decideTitle')} isOpen onClose={onClose} submitLabel={t('clocks.decideSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error}
      canSubmit={reason.trim() !== '' && decidedBy.trim() !== '' && (!needsDocument || document.id !== null)} aside={words.title(clock)}
    >
      <p>{t('clocks.decideText')}</p>
      <RadioGroup label={t('clocks.effect')} value={effect} onChange={(value) => setEffect(value as Effect)} choices={offered.map((value) => ({ value, label: t(`clocks.effect.${value}`) }))} />
      <TextField label={t('clocks.decidedBy')} value={decidedBy} onChange={setDecidedBy} isRequired maxLength={500} />
      {needsDocument ? <ComboBox label={t('clocks.document')} help={t('clocks.documentHelp')} choices={documents} text={document.text} onTextChange={(typed) => setDocument((present) => ({ ...present, text: typed }))} isStrict onChoose={(value) => setDocument({ id: value, text: documents.find((choice) => choice.value === value)?.label ?? '' })} /> : null}
      <TextArea label={t('clocks.reason')} value={reason} onChange={setReason} isRequired rows={3} />
    </FormDialog>
  );
}

// Standing still can only end where it began; a reason for delay is asked of what is late.
function firstEffect(clock: DecidedClock): Effect {
  if (clock.state === 'tolled') return 'resume';
  return clock.state === 'overdue' || clock.state === 'met-late' || clock.overdueOnArrival ? 'explain' : 'waive';
}

function isOffered(effect: Effect, clock: DecidedClock): boolean {
  switch (effect) {
    case 'waive': return true;
    case 'pause': return clock.state !== 'tolled';
    case 'resume': return clock.state === 'tolled';
    case 'explain': return clock.state === 'overdue' || clock.state === 'met-late' || clock.overdueOnArrival;
    case 'confirm': return clock.standing === 'unconfirmed';
  }
}
