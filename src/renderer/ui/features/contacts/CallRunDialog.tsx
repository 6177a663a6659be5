// A call run: whom to call now, and one key for how it ended; the next in order follows. The run is read from its calls, so it goes on after a restart.
// Keys outside the two fields: N no answer, R reached, I identity not checked, V voicemail, B busy, W wrong number, F refused; Escape closes. Pattern: modal dialog.
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { createEntryId, type EntryId, type LogId, type UnixMs } from '#base';
import { callRunOf, callRuns, isEntityOf, ordersOfTheirOwn, placeAt, severities, titleOf, type BodyOf, type CallRun, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../kit/Dialog.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { AfterFailure } from '../channels/AfterFailure.tsx';
import { noCheck, type CheckDraft } from '../channels/check.ts';
import { CheckFields } from '../channels/CheckFields.tsx';
import { useCodeSheets } from '../channels/useChannels.ts';
import { checkOf, outcomeByKey, toAttempt, voicemailLine, type CallOutcome } from './attempt.ts';
import styles from './contacts.module.css';

const noFilter = {};

export function CallRunDialog({ log, onClose }: { readonly log: LogId; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const contacts = useQuery('entities', { log, kind: 'contact', filter: noFilter });
  const messages = useQuery('entities', { log, kind: 'communication', filter: noFilter });
  const incident = useQuery('incident', { log });
  return (
    <Dialog title={t('communications.callTitle')} isOpen onClose={onClose}>
      {contacts.state === 'ready' && messages.state === 'ready' && incident.state === 'ready'
        ? <Calls log={log} severity={severities.find((each) => each === incident.result?.severity) ?? null} contacts={contacts.result.filter((entity) => isEntityOf(entity, 'contact'))} messages={messages.result.filter((entity) => isEntityOf(entity, 'communication'))} onClose={onClose} />
        : <DialogBody><Skeleton lines={5} /></DialogBody>}
    </Dialog>
  );
}

type Severity = BodyOf<'incident'>['severity'] | null;
interface CallsProps { readonly log: LogId; readonly severity: Severity; readonly contacts: readonly Entity<'contact'>[]; readonly messages: readonly Entity<'communication'>[]; readonly onClose: () => void }

function Calls({ log, severity, contacts, messages, onClose }: CallsProps): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecord(log);
  // A run that is still open goes on; one that is over is left alone.
  const [id, setId] = useState(() => openRun(contacts, messages, severity) ?? newRun());
  const [said, setSaid] = useState('');
  const [callBack, setCallBack] = useState('');
  const run = useMemo(() => callRunOf(id, contacts, messages, severity), [id, contacts, messages, severity]);
  const isOwn = severity !== null && ordersOfTheirOwn(contacts).includes(severity);
  const sheets = useCodeSheets(log);
  const [check, setCheck] = useState<CheckDraft>(noCheck);
  const [failedAt, setFailedAt] = useState<string | null>(null);
  const latest = useRef<EntryId | null>(null);
  const record = async (outcome: CallOutcome): Promise<void> => {
    // Between sealing and the next proposal a second press of the key would record the same call twice.
    const isShown = latest.current === null || run.attempts.some((attempt) => attempt.id === latest.current);
    if (run.next === null || recorder.isBusy || !isShown) return;
    const { number } = run.next;
    const sealed = await recorder.record(toAttempt(id, run.next, outcome, { said, callBack, check: checkOf(outcome, check, sheets) }, word('callOutcome', outcome), t));
    if (sealed === null) return;
    latest.current = sealed.entryId;
    setSaid('');
    setCheck({ ...check, line: '' });
    setFailedAt(outcome === 'reached-not-authenticated' ? number : null);
  };
  useOutcomeKeys((outcome) => void record(outcome));
  const startAnew = (): void => {
    latest.current = null;
    setId(newRun());
  };
  const line = voicemailLine(callBack, t);
  return (
    <>
      <DialogBody>
        <Standing run={run} severity={severity} isOwn={isOwn} />
        {run.next === null ? null : (
          <>
            <div className={styles['outcomes']} role="group" aria-label={t('communications.outcomes')}>
              {Object.entries(outcomeByKey).map(([key, outcome], index) => <Button key={key} keys={key} autoFocus={index === 0} onPress={() => void record(outcome)}>{word('callOutcome', outcome)}</Button>)}
            </div>
            <CheckFields log={log} value={check} onChange={setCheck} withResult={false} />
            <TextField label={t('communications.said')} help={t('communications.saidHelp')} value={said} onChange={setSaid} maxLength={2000} />
            <TextField label={t('communications.callBack')} value={callBack} onChange={setCallBack} isMono maxLength={40} help={line === null ? t('communications.voicemailAsk') : t('communications.voicemailSay', { line })} />
          </>
        )}
        {failedAt === null ? null : <AfterFailure key={failedAt} log={log} number={failedAt} />}
        {recorder.error === null ? null : <p role="alert">{recorder.error}</p>}
        <Attempts attempts={run.attempts} />
      </DialogBody>
      <DialogFoot>
        {run.attempts.length === 0 ? null : <Button onPress={startAnew}>{t('communications.newRun')}</Button>}
        <Button variant={run.next === null ? 'primary' : 'plain'} onPress={onClose}>{t('communications.close')}</Button>
      </DialogFoot>
    </>
  );
}

function Standing({ run, severity, isOwn }: { readonly run: CallRun; readonly severity: Severity; readonly isOwn: boolean }): ReactNode {
  const t = useText();
  const word = useWord();
  const { next } = run;
  const reached = run.attempts.find((attempt) => attempt.body.outcome === 'reached');
  return (
    <div role="status" className={styles['standing']}>
      {reached === undefined ? null : <p>{t('communications.reached', { who: reached.body.counterpart ?? '' })}</p>}
      {run.result !== 'exhausted' ? null : run.attempts.length === 0 && next === null ? <p>{t('communications.noOrder')}</p> : <p><strong>{t('communications.exhausted')}</strong>{' '}{t(next === null ? 'communications.exhaustedEnd' : 'communications.exhaustedNext')}</p>}
      {next === null ? null : (
        <>
          <span className={styles['place']}>{next.stage === 'executive' ? t('communications.executive') : t(isOwn ? 'communications.placeAt' : 'communications.place', { place: placeAt(next.contact, severity) ?? 0, severity: word('severityShort', severity ?? '') })}</span>
          <span className={styles['who']}>{[titleOf(next.contact), next.contact.body.roleTitle, next.contact.body.zone].filter(Boolean).join(' · ')}</span>
          <span className={styles['number']}>{next.number}</span>
        </>
      )}
    </div>
  );
}

function Attempts({ attempts }: { readonly attempts: readonly Entity<'communication'>[] }): ReactNode {
  const t = useText();
  const word = useWord();
  return (
    <div className={styles['attempts']}>
      <span>{t('communications.attempts', { count: attempts.length })}</span>
      {attempts.length === 0 ? null : <ol>{attempts.map(({ id, body }) => <li key={id}>{[body.counterpart, body.channel, body.outcome === undefined ? undefined : word('callOutcome', body.outcome)].filter(Boolean).join(' · ')}</li>)}</ol>}
    </div>
  );
}

/** Keys of the outcomes, wherever the focus is but in a field; nothing else hears them. */
function useOutcomeKeys(record: (outcome: CallOutcome) => void): void {
  const latest = useRef(record);
  useEffect(() => {
    latest.current = record;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const outcome = outcomeByKey[event.key];
      if (outcome === undefined || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(outcome);
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
}

function openRun(contacts: CallsProps['contacts'], messages: CallsProps['messages'], severity: Severity): EntryId | null {
  const newest = callRuns(messages).at(-1);
  return newest !== undefined && callRunOf(newest, contacts, messages, severity).next !== null ? newest : null;
}

function newRun(): EntryId {
  return createEntryId(Date.now() as UnixMs, (length) => crypto.getRandomValues(new Uint8Array(length)));
}
