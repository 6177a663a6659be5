// One line in, on every screen: what happened, read aloud before Enter, sealed after it. Keys: Ctrl J or `c` comes here, Alt and a letter sets the kind,
// Enter seals, Shift Enter breaks the line, Tab takes a completion, Escape leaves. Pattern: textbox with a list above it, and a polite status.
import { useCallback, useRef, useState } from 'react';
import type { LogId, UnixMs } from '#base';
import { latenessOf, readCapture, readingToDraft, type CaptureKind, type CaptureReading, type Occurred, type TimeChoice } from '#domain';
import type { IncidentHeader } from '#ipc';
import { useCommandRegistry } from '../../commands/CommandsProvider.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Kbd } from '../../kit/Kbd.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useNow } from '../../kit/useNow.ts';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { useQuery } from '../../port/useQuery.ts';
import { useDraft } from '../../session/drafts.ts';
import { useSession } from '../../session/store.ts';
import { AmbiguityRow } from './AmbiguityRow.tsx';
import { CaptureInput, type CaptureInputHandle } from './CaptureInput.tsx';
import { emptyCapture, parseCaptureDraft, type CaptureDraft } from './captureDraft.ts';
import { KindChip } from './KindChip.tsx';
import { LateRow } from './LateRow.tsx';
import { Reading } from './Reading.tsx';
import { useCaptureCommands } from './useCaptureCommands.ts';
import styles from './Capture.module.css';

// How stale "now" may be in the reading; the sealed time is taken by the engine.
const NOW_EVERY_MS = 10_000;

export interface CaptureBarProps { readonly log: LogId; readonly header: IncidentHeader }
/** What Enter waits for: a choice between two times, or a word about lateness. */
type Question = { readonly of: 'time' } | { readonly of: 'late'; readonly choice: TimeChoice | undefined; readonly lateMs: number } | null;

export function CaptureBar({ log, header }: CaptureBarProps) {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const registry = useCommandRegistry();
  const operator = useSession((state) => state.report?.operator ?? null);
  const names = useQuery('capture', { log });
  const draftKey = `capture.${log}`;
  const draft = useDraft<CaptureDraft>(draftKey, log, emptyCapture, parseCaptureDraft);
  const { value, set } = draft;
  const [question, setQuestion] = useState<Question>(null);
  const [sealed, setSealed] = useState<{ readonly number: number; readonly ref: string | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<CaptureInputHandle>(null);
  const now = useNow(NOW_EVERY_MS);
  const { run, busy, error, clear } = useCall((call: Parameters<typeof engine.call<'entry.record'>>[1]) => engine.call('entry.record', call));
  const context = names.state === 'ready' ? names.result : null;
  const reading = context === null || value.text.trim() === '' ? null : readCapture(value.text, { ...context, now: now as UnixMs, kind: value.kind });

  const change = (part: Partial<CaptureDraft>): void => {
    set({ ...value, ...part });
    setQuestion(null);
    setSealed(null);
    setProblem(null);
    if (error !== null) clear();
  };
  const openEvidence = (): void => {
    if (!registry.run('evidence.add')) showToast({ tone: 'warn', title: t('capture.evidence.missing') });
  };
  const setKind = (kind: CaptureKind): void => {
    if (kind === 'evidence') {
      openEvidence();
      return;
    }
    change({ kind });
    input.current?.focus();
  };
  useCaptureCommands({ focus: () => input.current?.focus(), chooseKind: setKind });

  const seal = async (read: CaptureReading, choice: TimeChoice | undefined): Promise<void> => {
    setQuestion(null);
    const entry = readingToDraft(read, { author: operator?.name ?? '', lateReason: value.reason, ...(choice === undefined ? {} : { choice }) });
    setProblem(entry.ok ? null : entry.error.message);
    if (!entry.ok) return;
    const answer = await run({ log, draftKey, draft: entry.value });
    if (answer === null || !answer.ok) return;
    draft.discard();
    setSealed({ number: answer.value.number, ref: answer.value.ref });
  };
  const checkLate = (read: CaptureReading, choice: TimeChoice | undefined): void => {
    const lateMs = value.reason === '' ? lateBy(choice?.occurred ?? read.occurred, Date.now()) : null;
    if (lateMs === null) void seal(read, choice);
    else setQuestion({ of: 'late', choice, lateMs });
  };
  const submit = (): void => {
    if (reading === null || busy || !draft.isReady) return;
    if (reading.kind === 'evidence') {
      change({ text: '' });
      openEvidence();
      return;
    }
    if (reading.ambiguity !== null) setQuestion({ of: 'time' });
    else checkLate(reading, undefined);
  };
  const backToText = useCallback((): void => {
    setQuestion(null);
    input.current?.focus();
  }, []);

  return (
    <section aria-label={t('capture.bar')} className={styles['capture']}>
      {question?.of === 'time' && reading !== null && reading.ambiguity !== null ? (
        <AmbiguityRow ambiguity={reading.ambiguity} onChoose={(choice) => { input.current?.focus(); checkLate(reading, choice); }} onCancel={backToText} />
      ) : null}
      {question?.of === 'late' && reading !== null ? (
        <LateRow lateMs={question.lateMs} reason={value.reason} onReason={(reason) => set({ ...value, reason })} onSeal={() => { input.current?.focus(); void seal(reading, question.choice); }} onCancel={backToText} />
      ) : null}
      <div className={styles['line']}>
        <KindChip kind={reading?.kind ?? value.kind} onChange={setKind} />
        <CaptureInput ref={input} text={value.text} context={context} isBusy={busy} onChange={(text) => change({ text, reason: '' })} onSubmit={submit} describedBy="capture-reading" />
        <div id="capture-reading" className={styles['reading']} role="status">
          {error !== null || problem !== null ? <span role="alert" className={styles['danger']}>{error === null ? problem : failure(error.kind)}</span> : null}
          {error === null && sealed !== null && value.text === '' ? <span className={styles['sealed']}>{sealed.ref === null ? t('capture.sealed', { number: sealed.number }) : t('capture.sealedRef', { number: sealed.number, ref: sealed.ref })}</span> : null}
          {error === null && problem === null && reading !== null ? <Reading reading={reading} zone={header.incident.body.zone} isAsked={question?.of === 'time'} /> : null}
          {reading === null && sealed === null && value.text === '' ? <Kbd keys="$mod+j" /> : null}
          {error === null && reading === null && draft.isRestored && value.text !== '' ? t('capture.restored') : null}
        </div>
        <Button variant="primary" keys="Enter" isBusy={busy} isDisabled={reading === null} onPress={submit}>{t('capture.record')}</Button>
      </div>
    </section>
  );
}

/** How late an entry is in milliseconds, or null when it is in time or has no time. */
function lateBy(occurred: Occurred | null, now: number): number | null {
  return occurred === null ? null : latenessOf(occurred, { at: now as UnixMs, zone: 'UTC', offsetMinutes: 0 });
}
