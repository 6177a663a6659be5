// Takes a pack of rules in: one of the console or a file. What the file is worth is asked before anything is recorded. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntryId, LogId, UnixMs } from '#base';
import type { PackRow } from '#domain';
import type { PackTaken } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { Facts } from '../../inspector/Facts.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import styles from './regulation.module.css';

export interface PackDialogProps { readonly log: LogId; readonly pack: PackRow | null; readonly now: UnixMs; readonly onClose: () => void }
type Asked = Exclude<PackTaken, { readonly outcome: 'taken' | 'refused' }>;

export function PackDialog({ log, pack, now, onClose }: PackDialogProps): ReactNode {
  const t = useText();
  const word = useWord();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  const recorder = useRecord(log);
  const [reason, setReason] = useState('');
  const [fingerprint, setFingerprint] = useState('');
  const [decidedBy, setDecidedBy] = useState('');
  const [useExpired, setUseExpired] = useState(false);
  const [bytes, setBytes] = useState<Uint8Array | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isReplacing = asked?.outcome === 'newer' || (pack !== null && pack.inForce !== null && pack.offered !== null);
  const isOld = asked?.outcome === 'expired' || (pack !== null && now > pack.expiresAt);
  const isShownOnly = pack !== null && pack.inForce !== null && pack.offered === null;
  const decide = async (title: string): Promise<EntryId | null> => {
    const sealed = await recorder.record({ kind: 'decision', occurred: null, body: { ref: '', question: t('regulation.pack.question', { title }), options: [], choice: t('regulation.pack.choice'), reason: reason.trim(), decidedBy: decidedBy.trim(), consulted: [], state: 'decided' } });
    return sealed?.entryId ?? null;
  };
  const take = async (): Promise<string | null> => {
    const file = pack === null ? (bytes ?? (await readFile())) : null;
    if (typeof file === 'string') return file;
    const decision = isReplacing ? await decide(asked?.title ?? pack?.title ?? '') : null;
    if (isReplacing && decision === null) return recorder.error;
    const answer = await engine.call('pack.take', {
      log, source: pack === null ? { from: 'file', bytes: file ?? new Uint8Array(0) } : pack.offeredBy === null ? { from: 'console', pack: pack.id } : { from: 'journal', entry: pack.offeredBy }, reason: reason.trim(),
      ...(fingerprint.trim() === '' ? {} : { fingerprint: fingerprint.trim() }), ...(useExpired ? { useExpired: true } : {}), ...(decision === null ? {} : { decision }),
    });
    if (!answer.ok) return failure(answer.error.kind);
    const { value } = answer;
    if (value.outcome === 'refused') return t(`regulation.problem.${value.problem}`, { where: value.where });
    if (value.outcome !== 'taken') {
      setBytes(file);
      setAsked(value);
      return '';
    }
    showToast({ tone: 'ok', title: t('regulation.pack.taken', { title: value.title, version: value.version, number: value.entry.number }) });
    return null;
  };
  const readFile = async (): Promise<Uint8Array | string> => {
    const read = await desktop.call('file.read', { extensions: ['json'] });
    return read.ok ? read.value.bytes : read.error.kind === 'cancelled' ? '' : failure(read.error.kind);
  };
  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const problem = await take();
    setBusy(false);
    if (problem === null) onClose();
    else setError(problem === '' ? null : problem);
  };
  const canSubmit = !isShownOnly && reason.trim() !== '' && (!isReplacing || decidedBy.trim() !== '') && (!isOld || useExpired) && (asked?.outcome !== 'unknown-signer' || fingerprint.trim() !== '');
  return (
    <FormDialog
      title={pack === null ? t('regulation.import') : pack.title} isOpen size="wide" onClose={onClose} submitLabel={pack === null && bytes === null ? t('regulation.chooseFile') : t('regulation.take')} onSubmit={() => void submit()} isBusy={isBusy || recorder.isBusy} error={error} canSubmit={canSubmit}
    >
      {pack === null ? <p>{t('regulation.importText')}</p> : (
        <Facts facts={[
          { label: t('regulation.version'), value: pack.version, isMono: true }, { label: t('regulation.asOf'), value: pack.asOf, isMono: true }, { label: t('regulation.expires'), value: pack.expires, isMono: true },
          { label: t('regulation.view.regimes'), value: pack.regimes.join(' · ') }, { label: t('clocks.title'), value: String(pack.clocks) },
          { label: t('regulation.pack.trust'), value: pack.inForce === null ? null : word('packTrust', pack.inForce.trust) },
        ]} />
      )}
      <p className={styles['quiet']}>{t(isShownOnly ? 'regulation.pack.inForceText' : 'regulation.pack.text')}</p>
      {asked?.outcome === 'unknown-signer' ? (
        <>
          <p role="note" className={styles['warning']}>{t('regulation.pack.unknown', { title: asked.title, version: asked.version })}</p>
          <TextField label={t('regulation.fingerprint')} help={t('regulation.fingerprintHelp')} value={fingerprint} onChange={setFingerprint} isMono isRequired maxLength={80} />
        </>
      ) : null}
      {isOld ? <Checkbox isSelected={useExpired} onChange={setUseExpired} help={t('regulation.useExpiredHelp')}>{t('regulation.useExpired', { date: asked?.outcome === 'expired' ? asked.expires : (pack?.expires ?? '') })}</Checkbox> : null}
      {isReplacing ? (
        <>
          <p role="note" className={styles['warning']}>{t('regulation.pack.replaces', { version: asked?.outcome === 'newer' ? asked.inForce : (pack?.version ?? '') })}</p>
          <TextField label={t('clocks.decidedBy')} value={decidedBy} onChange={setDecidedBy} isRequired maxLength={500} />
        </>
      ) : null}
      {isShownOnly ? null : <TextArea label={t('regulation.pack.reason')} value={reason} onChange={setReason} isRequired rows={2} autoFocus />}
    </FormDialog>
  );
}
