import type { LogId } from '#base';
import type { PictureName } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';

/** Saves a picture as SVG where the person says; the export is an entry of the journal. */
export function usePictureExport(log: LogId, picture: PictureName): () => Promise<void> {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  return async () => {
    const made = await engine.call('export.picture', { log, picture });
    const saved = made.ok ? await desktop.call('file.save', { suggestedName: made.value.fileName, bytes: made.value.bytes }) : made;
    if (!saved.ok && saved.error.kind !== 'cancelled') showToast({ tone: 'danger', title: t('scope.exportFailed'), text: failure(saved.error.kind) });
    if (made.ok && saved.ok) showToast({ tone: 'ok', title: t('scope.pictureSaved') });
  };
}
