// Somebody calls in: who they say they are, how they prove it, and what follows when they cannot. Recorded as one message in. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot, FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { select } from '../../session/actions.ts';
import { AfterFailure } from '../channels/AfterFailure.tsx';
import { noCheck, toCheck, type CheckDraft } from '../channels/check.ts';
import { CheckFields } from '../channels/CheckFields.tsx';
import { useCodeSheets } from '../channels/useChannels.ts';

export function VerifyCallerDialog({ log, onClose }: { readonly log: LogId; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecord(log);
  const sheets = useCodeSheets(log);
  const [claims, setClaims] = useState('');
  const [number, setNumber] = useState('');
  const [wanted, setWanted] = useState('');
  const [draft, setDraft] = useState<CheckDraft>({ ...noCheck, means: 'code-line' });
  const [isFailed, setFailed] = useState(false);
  const check = toCheck(draft, sheets);
  const submit = async (): Promise<void> => {
    if (check === null) return;
    const passed = check.result === 'passed';
    const result = word('checkResult', check.result).toLowerCase();
    const sheet = sheets.find((use) => use.sheet.id === check.sheet)?.sheet.body.ref ?? '';
    const said = check.line === undefined ? t('communications.challenge', { means: word('verificationMeans', check.means), result }) : t('communications.challengeLine', { line: check.line, sheet, result });
    const sealed = await recorder.record({
      kind: 'communication', occurred: null,
      body: { direction: 'in', communicationKind: 'call', counterpart: claims.trim(), ...(number.trim() === '' ? {} : { channel: number.trim() }), text: [wanted.trim() === '' ? t('communications.noWords') : wanted.trim(), said].join('\n'), outcome: passed ? 'reached' : 'reached-not-authenticated', check },
    });
    if (sealed === null) return;
    select(sealed.entryId);
    if (passed) onClose();
    else setFailed(true);
  };
  if (isFailed) {
    return (
      <Dialog title={t('communications.verifyTitle')} isOpen onClose={onClose}>
        <DialogBody><AfterFailure log={log} number={number.trim()} /></DialogBody>
        <DialogFoot><Button variant="primary" autoFocus onPress={onClose}>{t('communications.close')}</Button></DialogFoot>
      </Dialog>
    );
  }
  return (
    <FormDialog isOpen title={t('communications.verifyTitle')} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={claims.trim() !== '' && check !== null}>
      <p>{t('communications.verifyText')}</p>
      <TextField label={t('communications.claims')} value={claims} onChange={setClaims} isRequired autoFocus maxLength={500} />
      <TextField label={t('communications.shownNumber')} value={number} onChange={setNumber} isMono maxLength={80} />
      <CheckFields log={log} value={draft} onChange={setDraft} />
      <TextArea label={t('communications.wanted')} value={wanted} onChange={setWanted} rows={3} maxLength={8000} />
    </FormDialog>
  );
}
