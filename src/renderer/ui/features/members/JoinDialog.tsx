// Asks to join an incident: the words or the code of an invitation in, a request file out, and what to do with it. Keys: Enter in the field makes a new line; the button submits.
// Pattern: modal form, then a modal note.
import { useState, type ReactNode } from 'react';
import type { Out } from '#base';
import type { EngineContract } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot, FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { useOutlets } from '../integrity/useOutlets.ts';
import { FingerprintGroups } from './Fingerprint.tsx';
import styles from './members.module.css';

const WORDS = 24;

export function JoinDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const outlets = useOutlets();
  const [text, setText] = useState('');
  const [made, setMade] = useState<Out<EngineContract, 'member.joinRequest'> | null>(null);
  const [path, setPath] = useState<string | null>(null);
  const { run, busy, error } = useCall(() => engine.call('member.joinRequest', { invitation: text.trim() }));
  const isCode = /^HFI1:/i.test(text.trim());
  const count = text.trim() === '' ? 0 : text.trim().split(/[\s,;.]+/u).length;
  const save = async (file: Out<EngineContract, 'member.joinRequest'>): Promise<void> => setPath(await outlets.save({ fileName: file.fileName, bytes: file.bytes.slice() }));
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok !== true) return;
    setMade(answer.value);
    await save(answer.value);
  };
  if (made !== null) return (
    <Dialog title={t('members.joinDone')} isOpen onClose={onClose}>
      <DialogBody>
        <div className={styles['sheet']}>
          <p role="status">{path === null ? t('members.joinNotSaved') : t('members.joinFile', { path })}</p>
          <section><h3>{t('members.joinFingerprint')}</h3><FingerprintGroups fingerprint={made.fingerprint} label={t('members.joinFingerprint')} /></section>
          {made.inviter === null ? null : <section><h3>{t('members.joinInviter')}</h3><p className="mono">{made.inviter}</p></section>}
          <ol className={styles['steps']}><li>{t('members.joinNext1')}</li><li>{t('members.joinNext2')}</li><li>{t('members.joinNext3')}</li></ol>
        </div>
      </DialogBody>
      <DialogFoot>
        <Button onPress={() => void save(made)}>{t('members.joinSave')}</Button>
        <Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button>
      </DialogFoot>
    </Dialog>
  );
  return (
    <FormDialog
      title={t('members.joinTitle')} isOpen onClose={onClose} size="wide" submitLabel={t('members.joinMake')} onSubmit={() => void submit()} canSubmit={isCode || count === WORDS} isBusy={busy} error={error === null ? null : failure(error.kind)}
      aside={isCode ? null : <span role="status">{t('members.joinCount', { count })}</span>}
    >
      <p className="muted">{t('members.joinLead')}</p>
      <TextArea label={t('members.joinText')} value={text} onChange={setText} rows={5} isMono isRequired autoFocus spellCheck="false" />
    </FormDialog>
  );
}
