import type { LogId } from '#base';
import type { ExportedFile, RowFilter, TimelineFormat } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { useSession } from '../../session/store.ts';

export const timelineFormats: readonly TimelineFormat[] = ['csv', 'csv-spreadsheet', 'timesketch-csv', 'timesketch-jsonl', 'bodyfile', 'json'];

/** Exports the timeline in a format and saves the file where the person says; the answer tells what was left out. */
export function useTimelineExport(log: LogId, filter: RowFilter): (format: TimelineFormat) => Promise<{ readonly file: ExportedFile; readonly path: string } | null> {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  const zone = useSession((state) => state.preferences.zone);
  return async (format) => {
    const exported = await engine.call('export.timeline', { log, format, filter, zone });
    if (!exported.ok) {
      showToast({ tone: 'danger', title: t('timeline.exportFailed'), text: failure(exported.error.kind) });
      return null;
    }
    const saved = await desktop.call('file.save', { suggestedName: exported.value.fileName, bytes: exported.value.bytes });
    if (!saved.ok) {
      if (saved.error.kind !== 'cancelled') showToast({ tone: 'danger', title: t('timeline.exportFailed'), text: failure(saved.error.kind) });
      return null;
    }
    return { file: exported.value, path: saved.value.path };
  };
}
