// Code sheets: issue one, print its two copies once, see which line comes next. The words stand on paper only. Pattern: modal dialog.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import type { CodeSheetUse } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import styles from './channels.module.css';
import { useCodeSheets } from './useChannels.ts';

export function CodeSheetsDialog({ log, onClose }: { readonly log: LogId; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const sheets = useCodeSheets(log);
  const print = usePrintSheet(log);
  const [holder, setHolder] = useState('');
  const [written, setWritten] = useState('20');
  const lines = /^[1-9]\d{0,2}$/.test(written.trim()) ? Number(written) : null;
  const issue = async (): Promise<void> => {
    if (lines === null) return;
    const sealed = await recorder.record({ kind: 'code-sheet', occurred: null, body: { ref: '', lines, holder: holder.trim(), state: 'issued' } });
    if (sealed === null) return;
    setHolder('');
    // An entry that creates an entity gives it its own id.
    await print(sealed.entryId as string as EntityId);
  };
  const turnVoid = async (use: CodeSheetUse): Promise<void> => void (await recorder.record({ kind: 'transition', occurred: null, body: { target: use.sheet.id, state: 'void' } }));
  return (
    <Dialog title={t('channels.sheetsTitle')} isOpen onClose={onClose} size="wide">
      <DialogBody>
        <p>{t('channels.sheetsText')}</p>
        <div className={styles['sheets']}>{sheets.map((use) => <Sheet key={use.sheet.id} use={use} onPrint={() => void print(use.sheet.id)} onVoid={() => void turnVoid(use)} />)}</div>
        <div className={styles['pair']}>
          <TextField label={t('channels.sheet.holder')} value={holder} onChange={setHolder} maxLength={500} autoFocus />
          <TextField label={t('channels.sheet.lines')} value={written} onChange={setWritten} inputMode="numeric" isMono error={lines === null ? t('channels.sheet.linesUnread') : null} />
          <Button variant="primary" isDisabled={lines === null || holder.trim() === '' || recorder.isBusy} onPress={() => void issue()}>{t('channels.sheet.issue')}</Button>
        </div>
        {recorder.error === null ? null : <p role="alert">{recorder.error}</p>}
      </DialogBody>
      <DialogFoot><Button onPress={onClose}>{t('communications.close')}</Button></DialogFoot>
    </Dialog>
  );
}

function Sheet({ use, onPrint, onVoid }: { readonly use: CodeSheetUse; readonly onPrint: () => void; readonly onVoid: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const { sheet, used, next, failed } = use;
  return (
    <div className={styles['sheet']}>
      <span className={styles['ref']}>{sheet.ref}</span>
      <span>{sheet.body.holder}{' '}<span className={styles['muted']}>{next === null ? word('codeSheetState', sheet.state === 'issued' ? 'used-up' : (sheet.state ?? '')) : t('channels.sheet.next', { line: next, used: used.length, lines: sheet.body.lines, failed })}</span></span>
      {used.length === 0 && sheet.state === 'issued' ? <Button onPress={onPrint}>{t('channels.sheet.print')}</Button> : <span />}
      {sheet.state === 'void' ? <span /> : <Button variant="quiet" onPress={onVoid}>{t('channels.sheet.void')}</Button>}
    </div>
  );
}

/** Prints both copies with new words; the words go to the printer and nowhere else. */
function usePrintSheet(log: LogId): (sheet: EntityId) => Promise<void> {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  return async (sheet) => {
    const made = await engine.call('codeSheet.make', { log, sheet });
    const printed = made.ok ? await desktop.call('document.print', made.value.job) : made;
    if (!printed.ok && printed.error.kind !== 'cancelled') showToast({ tone: 'danger', title: t('channels.sheet.failed'), text: failure(printed.error.kind) });
  };
}
