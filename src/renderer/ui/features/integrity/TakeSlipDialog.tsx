// Takes down a head slip: codes, size and eight words by voice or paper, or the text of its picture. Keys: Down and Enter complete a word,
// Enter in a field records. Pattern: modal form; the reading of the words is a live region.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { SlipStanding } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { isQrText, readSlip, SLIP_WORDS, type SlipForm } from './slipForm.ts';
import { useWordList } from './useWordList.ts';
import { WordsField } from './WordsField.tsx';
import styles from './integrity.module.css';

type Means = 'voice' | 'paper' | 'qr';
const empty: SlipForm = { logCode: '', feedCode: '', size: '', words: '' };

export function TakeSlipDialog({ log, onClose }: { readonly log: LogId; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const list = useWordList();
  const [means, setMeans] = useState<Means>('voice');
  const [from, setFrom] = useState('');
  const [form, setForm] = useState<SlipForm>(empty);
  const [qr, setQr] = useState('');
  const read = readSlip(form, list);
  const { run, busy, error } = useCall(() => engine.call('slip.take', means === 'qr'
    ? { log, from: from.trim(), means, qrText: qr.trim(), logCode: '', feedCode: '', size: 1, words: '' }
    : { log, from: from.trim(), means, qrText: null, logCode: read.logCode ?? '', feedCode: read.feedCode ?? '', size: read.size ?? 0, words: read.text ?? '' }));
  const isComplete = from.trim() !== '' && (means === 'qr' ? isQrText(qr) : read.logCode !== null && read.feedCode !== null && read.size !== null && read.text !== null);
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok !== true) return;
    showToast({ tone: toneOf(answer.value.standing), title: t(`integrity.standing.${answer.value.standing}`), text: t(`integrity.standing.${answer.value.standing}.text`) });
    onClose();
  };
  const field = (name: 'logCode' | 'feedCode' | 'size', isRead: boolean, wrong: string): ReactNode => (
    <TextField
      label={t(name === 'size' ? 'integrity.slipSize' : `integrity.${name}`)} value={form[name]} onChange={(value) => setForm({ ...form, [name]: value })} isMono isRequired
      {...(name === 'size' ? { inputMode: 'numeric' as const } : { placeholder: '2477-0030' })} error={form[name].trim() === '' || isRead ? null : wrong}
    />
  );
  return (
    <FormDialog
      title={t('integrity.takeSlip')} isOpen onClose={onClose} size="wide" submitLabel={t('integrity.slipRecord')} onSubmit={() => void submit()} canSubmit={isComplete} isBusy={busy} error={error === null ? null : failure(error.kind)}
      aside={means === 'qr' ? null : <span role="status">{t('integrity.wordsRead', { count: read.words.filter(({ word }) => word !== null).length, total: SLIP_WORDS })}</span>}
    >
      <p className="muted">{t('integrity.takeLead')}</p>
      <SegmentedControl label={t('integrity.slipMeans')} value={means} onChange={setMeans} choices={(['voice', 'paper', 'qr'] as const).map((value) => ({ value, label: t(`integrity.means.${value}`) }))} />
      <TextField label={t('integrity.slipFrom')} value={from} onChange={setFrom} isRequired autoFocus help={t('integrity.slipFromHelp')} />
      {means === 'qr' ? (
        <TextArea label={t('integrity.slipQrText')} value={qr} onChange={setQr} isMono isRequired rows={4} help={t('integrity.slipQrHelp')} error={qr.trim() === '' || isQrText(qr) ? null : t('integrity.slipQrWrong')} />
      ) : (
        <>
          <div className={styles['slipFields']}>
            {field('logCode', read.logCode !== null, t('integrity.codeWrong'))}
            {field('feedCode', read.feedCode !== null, t('integrity.codeWrong'))}
            {field('size', read.size !== null, t('integrity.sizeWrong'))}
          </div>
          <WordsField text={form.words} onChange={(words) => setForm((now) => ({ ...now, words }))} list={list} read={read.words} />
        </>
      )}
    </FormDialog>
  );
}

function toneOf(standing: SlipStanding): 'ok' | 'warn' | 'danger' {
  return standing === 'agrees' ? 'ok' : standing === 'unknown' ? 'warn' : 'danger';
}
