import type { LogId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';

/** Saves a playbook as a CACAO 2.0 file where the person says, and tells what such a file does not carry. */
export function usePlaybookExport(log: LogId): (playbook: string) => Promise<void> {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  return async (playbook) => {
    const made = await engine.call('export.playbook', { log, playbook });
    const saved = made.ok ? await desktop.call('file.save', { suggestedName: made.value.fileName, bytes: made.value.bytes }) : made;
    if (!saved.ok && saved.error.kind !== 'cancelled') showToast({ tone: 'danger', title: t('playbooks.exportFailed'), text: failure(saved.error.kind) });
    if (made.ok && saved.ok) showToast({ tone: 'ok', title: t('playbooks.exported', { steps: made.value.rows }), text: t('playbooks.exportNote') });
  };
}
