// Takes in a list of indicators, one per line, defanged or not; then says what was recorded and what stood already. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { defang, readIndicatorList } from '#domain';
import type { PastedReceipt } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot, FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';

export function PasteDialog({ log, onClose }: { readonly log: LogId; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const [text, setText] = useState('');
  const [origin, setOrigin] = useState('');
  const [receipt, setReceipt] = useState<PastedReceipt | null>(null);
  const { run, busy, error } = useCall(() => engine.call('indicators.paste', { log, text, origin }));
  const found = readIndicatorList(text, []);
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok === true) setReceipt(answer.value);
  };
  if (receipt !== null) return <Receipt receipt={receipt} onClose={onClose} />;
  return (
    <FormDialog
      isOpen size="wide" title={t('indicators.pasteTitle')} onClose={onClose} submitLabel={t('indicators.pasteSubmit', { count: found.fresh.length })} onSubmit={() => void submit()} isBusy={busy} error={error === null ? null : failure(error.kind)}
      canSubmit={found.fresh.length > 0}
    >
      <p>{t('indicators.pasteText')}</p>
      <TextArea label={t('indicators.pasteList')} value={text} onChange={setText} isRequired isMono autoFocus rows={10} maxLength={500_000} />
      <TextField label={t('indicators.pasteOrigin')} value={origin} onChange={setOrigin} maxLength={500} />
    </FormDialog>
  );
}

function Receipt({ receipt, onClose }: { readonly receipt: PastedReceipt; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  return (
    <Dialog title={t('indicators.receipt')} isOpen onClose={onClose}>
      <DialogBody>
        <p>{t('indicators.receiptRecorded', { count: receipt.recorded })}</p>
        {receipt.fresh.length === 0 ? null : <ul>{receipt.fresh.slice(0, 50).map((item) => <li key={item.line}>{t('indicators.receiptLine', { line: item.line, type: word('indicatorType', item.indicatorType), value: defang(item.indicatorType, item.value) })}</li>)}</ul>}
        {receipt.repeated.length === 0 ? null : <><p>{t('indicators.receiptRepeated', { count: receipt.repeated.length })}</p><ul>{receipt.repeated.slice(0, 50).map((item) => <li key={item.line}>{t(`indicators.receiptRepeat.${item.of}`, { line: item.line, value: defang(item.indicatorType, item.value) })}</li>)}</ul></>}
        {receipt.unread.length === 0 ? null : <p>{t('indicators.receiptUnread', { lines: receipt.unread.join(', ') })}</p>}
      </DialogBody>
      <DialogFoot><Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button></DialogFoot>
    </Dialog>
  );
}
