import type { LogId } from '#base';
import type { EntryDraft, SealedEntry } from '#ipc';
import { useText } from '../i18n/intl.tsx';
import { useFailureText } from '../i18n/words.ts';
import { showToast } from '../kit/toasts.ts';
import { useEngine } from '../port/ports.tsx';
import { useCall } from '../port/useCall.ts';

export interface GroupRecorder {
  /** Seals the entries together and says so; null when none was sealed, and `error` says why. */
  readonly record: (drafts: readonly EntryDraft[]) => Promise<readonly SealedEntry[] | null>;
  readonly isBusy: boolean;
  readonly error: string | null;
}

/** Seals several entries as one step. */
export function useRecordAll(log: LogId): GroupRecorder {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const call = useCall((drafts: readonly EntryDraft[]) => engine.call('entry.recordAll', { log, drafts }));
  return {
    record: async (drafts) => {
      const answer = await call.run(drafts);
      if (answer === null || !answer.ok) return null;
      const [first] = answer.value.entries;
      if (first !== undefined) showToast({ tone: 'ok', title: t('inspector.sealed', { number: first.number }) });
      return answer.value.entries;
    },
    isBusy: call.busy,
    error: call.error === null ? null : failure(call.error.kind),
  };
}
