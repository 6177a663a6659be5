import { useRef, useState } from 'react';
import type { LogDrafts } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';

export interface LogsRecorder { readonly record: (plan: readonly LogDrafts[]) => Promise<boolean>; readonly isBusy: boolean; readonly error: string | null }

/** Seals entries in several logs, one step in each; after a failure a second attempt goes on with the logs in which nothing is sealed yet. */
export function useRecordInLogs(): LogsRecorder {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  // The plan of the first attempt: what the incidents read like has moved on once a part of it is sealed.
  const open = useRef<readonly LogDrafts[]>([]);
  const begun = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const record = async (plan: readonly LogDrafts[]): Promise<boolean> => {
    setBusy(true);
    setError(null);
    if (!begun.current) open.current = plan;
    for (const { log, drafts } of open.current) {
      const answer = await engine.call('entry.recordAll', { log, drafts });
      if (!answer.ok) {
        setBusy(false);
        setError(begun.current ? t('conflicts.same.half', { why: failure(answer.error.kind) }) : failure(answer.error.kind));
        return false;
      }
      begun.current = true;
      open.current = open.current.slice(1);
    }
    setBusy(false);
    showToast({ tone: 'ok', title: t('conflicts.same.sealed') });
    return true;
  };
  return { record, isBusy, error };
}
