import type { LogId } from '#base';
import type { EntryDraft, SealedEntry } from '#ipc';
import { useText } from '../i18n/intl.tsx';
import { useFailureText } from '../i18n/words.ts';
import { showToast } from '../kit/toasts.ts';
import { useEngine } from '../port/ports.tsx';
import { useCall } from '../port/useCall.ts';

export interface Recorder {
  /** Seals an entry and says so; null when it was not sealed, and `error` says why. */
  readonly record: (draft: EntryDraft, draftKey?: string) => Promise<SealedEntry | null>;
  readonly isBusy: boolean;
  readonly error: string | null;
  readonly clear: () => void;
}

/** Seals entries of one incident: the answer comes after the journal is on disk. */
export function useRecord(log: LogId): Recorder {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const call = useCall((input: { readonly draft: EntryDraft; readonly draftKey?: string }) => engine.call('entry.record', { log, ...input }));
  return {
    record: async (draft, draftKey) => {
      const answer = await call.run({ draft, ...(draftKey === undefined ? {} : { draftKey }) });
      if (answer === null || !answer.ok) return null;
      showToast({ tone: 'ok', title: t('inspector.sealed', { number: answer.value.number }) });
      return answer.value;
    },
    isBusy: call.busy,
    error: call.error === null ? null : failure(call.error.kind),
    clear: call.clear,
  };
}
