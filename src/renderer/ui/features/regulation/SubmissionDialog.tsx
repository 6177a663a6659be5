// Records what was sent to an authority, and the proof without which no clock stops. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { EntryId, LogId } from '#base';
import type { Occurred, RegimeRow } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TimeField } from '../../kit/TimeField.tsx';
import { useQuery } from '../../port/useQuery.ts';
import styles from './regulation.module.css';
import { useRegimeWords } from './useRegimeWords.ts';

export function SubmissionDialog({ log, row, onClose }: { readonly log: LogId; readonly row: RegimeRow; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const words = useRegimeWords();
  const recorder = useRecord(log);
  const context = useQuery('capture', { log });
  const ids = [...new Map(row.clocks.map(({ id, title }) => [id, title]))];
  const [clock, setClock] = useState(words.next(row)?.id ?? ids[0]?.[0] ?? '');
  const [text, setText] = useState('');
  const [channel, setChannel] = useState('');
  const [receipt, setReceipt] = useState('');
  const [proof, setProof] = useState<{ readonly text: string; readonly id: string | null }>({ text: '', id: null });
  const [sent, setSent] = useState<{ readonly written: string; readonly at: Occurred | null }>({ written: '', at: null });
  const choices = context.state === 'ready' ? context.result.refs.filter(({ ref }) => ref.startsWith('EV-')).map(({ id, ref, title }) => ({ value: id as string, label: `${ref} · ${title}` })) : [];
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record({
      kind: 'communication', occurred: sent.at,
      body: { direction: 'out', communicationKind: 'regulator', counterpart: row.regime.authority, text: text.trim(), clock, ...(channel.trim() === '' ? {} : { channel: channel.trim() }), ...(receipt.trim() === '' ? {} : { receipt: receipt.trim() }) },
      ...(proof.id === null ? {} : { links: [{ relation: 'mentions', to: proof.id as EntryId }] }),
    });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog
      title={t('regulation.submitTitle', { regime: row.regime.title })} isOpen size="wide" onClose={onClose} submitLabel={t('regulation.submitSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error}
      canSubmit={clock !== '' && text.trim() !== '' && (sent.written.trim() === '' || sent.at !== null)}
    >
      <Select label={t('regulation.submitClock')} value={clock} onChange={setClock} isRequired choices={ids.map(([id, title]) => ({ value: id, label: `${title} (${id})` }))} />
      <TextArea label={t('regulation.submitText')} value={text} onChange={setText} isRequired rows={3} />
      <div className={styles['pair']}>
        <TimeField label={t('regulation.submitWhen')} help={t('regulation.submitWhenHelp')} written={sent.written} onChange={(written, at) => { if (written !== sent.written || at !== sent.at) setSent({ written, at }); }} />
        <TextField label={t('regulation.submitChannel')} value={channel} onChange={setChannel} maxLength={500} />
      </div>
      <div className={styles['pair']}>
        <TextField label={t('regulation.receipt')} value={receipt} onChange={setReceipt} isMono maxLength={500} />
        <ComboBox label={t('regulation.proof')} choices={choices} text={proof.text} onTextChange={(typed) => setProof((present) => ({ ...present, text: typed }))} isStrict onChoose={(value) => setProof({ id: value, text: choices.find((choice) => choice.value === value)?.label ?? '' })} />
      </div>
      {receipt.trim() === '' && proof.id === null ? <p role="note" className={styles['warning']}>{t('regulation.noProof')}</p> : null}
    </FormDialog>
  );
}
