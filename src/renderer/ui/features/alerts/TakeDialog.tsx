// Takes in a list of alerts, pasted or from a file: shows before recording what would be recorded, what stands already and which lines are none and why. Keys: those of a form dialog.
import { useEffect, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { AlertList } from '#domain';
import type { TakenAlerts } from '#ipc';
import { useTimeText } from '../../grid/useTimeText.ts';
import { knownZone } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot, FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { ZoneField } from '../../kit/ZoneField.tsx';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import styles from './alerts.module.css';

/** Long enough for a pause between two keys, short enough not to be waited for. */
const PREVIEW_AFTER_MS = 250;
const MOST_SHOWN = 50;
interface Source { readonly tool: string; readonly zone: string; readonly origin: string; readonly text: string }

export function TakeDialog({ log, onClose }: { readonly log: LogId; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  const [source, setSource] = useState<Source>({ tool: '', zone: 'UTC', origin: '', text: '' });
  const [isFile, setFile] = useState(false);
  const [receipt, setReceipt] = useState<TakenAlerts | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const preview = usePreview(log, source);
  const { run, busy, error } = useCall(() => engine.call('alerts.take', { log, ...source, record: true }));
  const change = (part: Partial<Source>): void => setSource((before) => ({ ...before, ...part }));
  const read = async (): Promise<void> => {
    const file = await desktop.call('file.read', { extensions: ['csv', 'json', 'jsonl', 'ndjson', 'txt', 'log'] });
    setProblem(file.ok || file.error.kind === 'cancelled' ? null : failure(file.error.kind));
    if (!file.ok) return;
    setFile(true);
    change({ text: new TextDecoder().decode(file.value.bytes), origin: file.value.name });
  };
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok === true) setReceipt(answer.value);
  };
  if (receipt !== null) return <Receipt receipt={receipt} onClose={onClose} />;
  const count = preview?.fresh.length ?? 0;
  return (
    <FormDialog
      isOpen size="wide" title={t('alerts.takeTitle')} onClose={onClose} submitLabel={t('alerts.takeSubmit', { count })} onSubmit={() => void submit()} isBusy={busy} error={error === null ? problem : failure(error.kind)}
      canSubmit={count > 0 && knownZone(source.zone) === source.zone} aside={<Button onPress={() => void read()}>{t('alerts.chooseFile')}</Button>}
    >
      <p>{t('alerts.takeText')}</p>
      {isFile ? <p>{t('alerts.fromFile', { name: source.origin })} <Button variant="link" onPress={() => { setFile(false); change({ text: '', origin: '' }); }}>{t('alerts.pasteInstead')}</Button></p>
        : <TextArea label={t('alerts.list')} value={source.text} onChange={(text) => change({ text })} isRequired isMono autoFocus rows={8} maxLength={2_000_000} />}
      <div className={styles['fields']}>
        <TextField label={t('alerts.toolIfNone')} value={source.tool} onChange={(tool) => change({ tool })} maxLength={200} />
        <ZoneField label={t('alerts.zoneIfNone')} value={source.zone} onChange={(zone) => change({ zone })} />
        {isFile ? null : <TextField label={t('alerts.origin')} value={source.origin} onChange={(origin) => change({ origin })} maxLength={200} />}
      </div>
      {preview === null ? null : <Found list={preview} />}
    </FormDialog>
  );
}

function usePreview(log: LogId, source: Source): AlertList | null {
  const engine = useEngine();
  const [found, setFound] = useState<{ readonly of: Source; readonly list: AlertList } | null>(null);
  useEffect(() => {
    if (source.text.trim() === '') return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void engine.call('alerts.take', { log, ...source, record: false }).then((answer) => {
        if (isCurrent && answer.ok) setFound({ of: source, list: answer.value });
      });
    }, PREVIEW_AFTER_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [engine, log, source]);
  // What was read of an earlier text says nothing about this one.
  return found?.of === source && source.text.trim() !== '' ? found.list : null;
}

function Found({ list }: { readonly list: AlertList }): ReactNode {
  const t = useText();
  const time = useTimeText();
  const more = (count: number): ReactNode => (count > MOST_SHOWN ? <li>{t('overview.more', { count: count - MOST_SHOWN })}</li> : null);
  return (
    <section aria-label={t('alerts.preview')} className={styles['found']}>
      <p role="status">{t('alerts.found', { fresh: list.fresh.length, repeated: list.repeated.length, rejected: list.rejected.length })}</p>
      {list.rejected.length === 0 ? null : <ul className={styles['lines']} data-tone="warn">{list.rejected.slice(0, MOST_SHOWN).map(({ line, lastLine, reason }) => <li key={line}>{t(line === lastLine ? 'alerts.rejectedLine' : 'alerts.rejectedLines', { line, lastLine, reason: t(`alerts.rejection.${reason}`) })}</li>)}{more(list.rejected.length)}</ul>}
      {list.repeated.length === 0 ? null : <ul className={styles['lines']}>{list.repeated.slice(0, MOST_SHOWN).map(({ alert, of, ref }) => <li key={alert.line}>{t(`alerts.repeated.${of}`, { line: alert.line, id: alert.body.sourceId ?? alert.body.rule, ref: ref ?? '' })}</li>)}{more(list.repeated.length)}</ul>}
      {list.fresh.length === 0 ? null : <ul className={styles['lines']}>{list.fresh.slice(0, MOST_SHOWN).map(({ line, body, occurred }) => <li key={line}>{t('alerts.freshLine', { line, when: time.occurred(occurred), what: [body.tool, body.rule, body.host, body.account, body.indicator].filter(Boolean).join(' · ') })}</li>)}{more(list.fresh.length)}</ul>}
    </section>
  );
}

function Receipt({ receipt, onClose }: { readonly receipt: TakenAlerts; readonly onClose: () => void }): ReactNode {
  const t = useText();
  return (
    <Dialog title={t('alerts.receipt', { count: receipt.recorded })} isOpen size="wide" onClose={onClose}>
      <DialogBody><Found list={receipt} /></DialogBody>
      <DialogFoot><Button variant="primary" autoFocus onPress={onClose}>{t('kit.close')}</Button></DialogFoot>
    </Dialog>
  );
}
