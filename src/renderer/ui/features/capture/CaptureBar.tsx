// One line in, on every screen: what happened, read aloud before Enter, sealed after it. Keys: `/` or Ctrl J comes here, Alt and a letter sets the kind,
// Enter seals, Shift Enter breaks the line, Tab takes a completion, Escape leaves. Pattern: ARIA combobox with a list above it, and a polite status.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LogId } from '#base';
import type { Occurred } from '#domain';
import type { IncidentHeader } from '#ipc';
import type { Command } from '../../commands/command.ts';
import { useCommandRegistry, useCommands } from '../../commands/CommandsProvider.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
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
import { captureKinds, kindFacts, type CaptureKind } from './kinds.ts';
import { KindChip } from './KindChip.tsx';
import { LateRow } from './LateRow.tsx';
import { Reading } from './Reading.tsx';
import { lateBy, readCaptureLine, toEntryDraft, type CaptureReading } from './readCaptureLine.ts';
import styles from './Capture.module.css';

// How stale "now" may be in the reading; the sealed time is taken by the engine.
const NOW_EVERY_MS = 10_000;

export interface CaptureBarProps { readonly log: LogId; readonly header: IncidentHeader }
/** What Enter waits for: a choice between two times, or a word about lateness. */
type Question = { readonly of: 'time'; readonly choices: readonly Occurred[] } | { readonly of: 'late'; readonly occurred: Occurred; readonly lateMs: number } | null;

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
  const input = useRef<CaptureInputHandle>(null);
  const chooseKind = useRef<(kind: CaptureKind) => void>(() => undefined);
  const now = useNow(NOW_EVERY_MS);
  const { run, busy, error, clear } = useCall((call: Parameters<typeof engine.call<'entry.record'>>[1]) => engine.call('entry.record', call));
  const context = names.state === 'ready' ? names.result : null;
  const reading = context === null || value.text.trim() === '' ? null : readCaptureLine(value.kind, value.text, context, now);

  useCommands(useMemo((): readonly Command[] => [
    { id: 'capture.focus', label: 'capture.command.focus', group: 'record', keys: ['/', '$mod+j'], keysIn: 'outside-text', undo: 'none', run: () => input.current?.focus() },
    ...captureKinds.map((kind): Command => ({
      id: `capture.kind.${kind}`, label: kindFacts[kind].label, keywords: 'capture.command.kind.keywords', group: 'record', keys: [kindFacts[kind].keys], keysIn: 'everywhere', undo: 'none',
      run: () => chooseKind.current(kind),
    })),
  ], []));

  const change = (part: Partial<CaptureDraft>): void => {
    set({ ...value, ...part });
    setQuestion(null);
    setSealed(null);
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
  useEffect(() => {
    chooseKind.current = setKind;
  });

  const seal = async (read: CaptureReading, occurred: Occurred | null): Promise<void> => {
    setQuestion(null);
    const answer = await run({ log, draftKey, draft: toEntryDraft(read, occurred, value.reason, operator?.name ?? '') });
    if (answer === null || !answer.ok) return;
    draft.discard();
    setSealed({ number: answer.value.number, ref: answer.value.ref });
  };
  const checkLate = (read: CaptureReading, occurred: Occurred | null): void => {
    const late = occurred === null || value.reason !== '' ? null : lateBy(occurred, Date.now());
    if (late === null || occurred === null) void seal(read, occurred);
    else setQuestion({ of: 'late', occurred, lateMs: late });
  };
  const submit = (): void => {
    if (reading === null || busy || !draft.isReady) return;
    if (reading.kind === 'evidence') {
      change({ text: '' });
      openEvidence();
      return;
    }
    if (reading.text.trim() === '') return;
    if (reading.time.state === 'ambiguous') setQuestion({ of: 'time', choices: reading.time.choices });
    else checkLate(reading, reading.time.state === 'read' ? reading.time.occurred : null);
  };
  const backToText = useCallback((): void => {
    setQuestion(null);
    input.current?.focus();
  }, []);

  return (
    <section aria-label={t('capture.bar')} className={styles['capture']}>
      {question?.of === 'time' && reading !== null ? <AmbiguityRow choices={question.choices} zone={header.incident.body.zone} onChoose={(occurred) => { input.current?.focus(); checkLate(reading, occurred); }} onCancel={backToText} /> : null}
      {question?.of === 'late' && reading !== null ? (
        <LateRow lateMs={question.lateMs} reason={value.reason} onReason={(reason) => set({ ...value, reason })} onSeal={() => { input.current?.focus(); void seal(reading, question.occurred); }} onCancel={backToText} />
      ) : null}
      <div className={styles['line']}>
        <KindChip kind={reading?.kind ?? value.kind} onChange={setKind} />
        <CaptureInput ref={input} text={value.text} context={context} isBusy={busy} onChange={(text) => change({ text, reason: '' })} onSubmit={submit} describedBy="capture-reading" />
        <div id="capture-reading" className={styles['reading']} role="status">
          {error !== null ? <span role="alert" className={styles['danger']}>{failure(error.kind)}</span> : null}
          {error === null && sealed !== null && value.text === '' ? <span className={styles['sealed']}>{sealed.ref === null ? t('capture.sealed', { number: sealed.number }) : t('capture.sealedRef', { number: sealed.number, ref: sealed.ref })}</span> : null}
          {error === null && reading !== null ? <Reading reading={reading} zone={header.incident.body.zone} /> : null}
          {error === null && reading === null && draft.isRestored && value.text !== '' ? t('capture.restored') : null}
        </div>
        <Button variant="primary" keys="Enter" isBusy={busy} isDisabled={reading === null} onPress={submit}>{t('capture.record')}</Button>
      </div>
    </section>
  );
}
