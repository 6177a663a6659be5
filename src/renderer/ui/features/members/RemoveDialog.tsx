// Removes a device: first what it could read and why it goes, then what is left to do. Keys: Enter removes, Escape closes. Pattern: modal form, then a modal report.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { MemberView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot, FormDialog } from '../../kit/Dialog.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { ExposureFacts, useExposure, useExposureOutlets } from './Exposure.tsx';
import styles from './members.module.css';

export function RemoveDialog({ log, member, onClose }: { readonly log: LogId; readonly member: MemberView; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const name = member.name ?? member.fingerprint;
  const [reason, setReason] = useState('');
  const [done, setDone] = useState<{ readonly effective: boolean } | null>(null);
  const report = useExposure(log, member.device, done === null ? 0 : 1);
  const { print, save } = useExposureOutlets(name);
  const { run, busy, error } = useCall(() => engine.call('member.remove', { log, device: member.device, reason: reason.trim() }));
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok === true) setDone(answer.value);
  };
  const facts = report === null ? <Skeleton /> : <ExposureFacts report={report} />;
  const printButton = (
    <>
      <Button variant="quiet" isDisabled={report === null} onPress={() => { if (report !== null) void save(report); }}>{t('members.exposureSave')}</Button>
      <Button isDisabled={report === null} onPress={() => { if (report !== null) void print(report); }}>{t('members.exposurePrint')}</Button>
    </>
  );
  if (done !== null) return (
    <Dialog title={t('members.exposureTitle', { name })} isOpen onClose={onClose} size="wide">
      <DialogBody><div className={styles['sheet']}><p role="status" className={styles['who']}>{done.effective ? t('members.removeDone', { name }) : t('members.removeVoice')}</p>{facts}</div></DialogBody>
      <DialogFoot>{printButton}<Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button></DialogFoot>
    </Dialog>
  );
  return (
    <FormDialog title={t('members.removeTitle', { name })} isOpen onClose={onClose} size="wide" role="alertdialog" submitLabel={t('members.removeSubmit')} onSubmit={() => void submit()} canSubmit={reason.trim() !== ''} isBusy={busy} error={error === null ? null : failure(error.kind)} isDangerous aside={printButton}>
      <p>{t('members.removeLead')}</p>
      {facts}
      <TextArea label={t('members.removeReason')} value={reason} onChange={setReason} isRequired autoFocus rows={2} help={t('members.removeReasonHelp')} />
    </FormDialog>
  );
}
