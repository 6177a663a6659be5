import type { LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';

/** Saves the running clocks as a calendar file where the person says. */
export function useCalendarExport(log: LogId): () => Promise<void> {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  return async () => {
    const made = await engine.call('export.clocks', { log });
    const saved = made.ok ? await desktop.call('file.save', { suggestedName: made.value.fileName, bytes: made.value.bytes }) : made;
    if (!saved.ok && saved.error.kind !== 'cancelled') showToast({ tone: 'danger', title: t('clocks.exportFailed'), text: failure(saved.error.kind) });
    if (made.ok && saved.ok) showToast({ tone: 'ok', title: t('clocks.exported', { rows: made.value.rows }) });
  };
}
