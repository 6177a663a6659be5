import { useMemo } from 'react';
import type { ExportedFile } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop } from '../../port/ports.tsx';
import { makeSheet, sheetToText, type SheetPart } from './sheet.ts';

/** Ways out of the screen: to the printer, the clipboard, a file. What fails is said; a cancelled dialog is not. */
export interface Outlets {
  readonly print: (title: string, parts: readonly SheetPart[]) => Promise<void>;
  readonly copy: (title: string, parts: readonly SheetPart[]) => Promise<void>;
  /** The path of the written file, or null. */
  readonly save: (file: Pick<ExportedFile, 'fileName' | 'bytes'>) => Promise<string | null>;
  readonly say: (kind: string) => void;
}

export function useOutlets(): Outlets {
  const t = useText();
  const failure = useFailureText();
  const desktop = useDesktop();
  return useMemo((): Outlets => {
    const say = (kind: string): void => {
      if (kind !== 'cancelled') showToast({ tone: 'danger', title: t('integrity.notDone'), text: failure(kind) });
    };
    return {
      say,
      print: async (title, parts) => {
        const printed = await desktop.call('document.print', makeSheet(title, parts));
        if (!printed.ok) say(printed.error.kind);
      },
      copy: async (title, parts) => {
        const copied = await desktop.call('clipboard.writeText', { text: sheetToText(title, parts) });
        if (copied.ok) showToast({ tone: 'ok', title: t('integrity.copied') });
        else say(copied.error.kind);
      },
      save: async ({ fileName, bytes }) => {
        const saved = await desktop.call('file.save', { suggestedName: fileName, bytes });
        if (!saved.ok) {
          say(saved.error.kind);
          return null;
        }
        showToast({ tone: 'ok', title: t('integrity.saved'), text: saved.value.path });
        return saved.value.path;
      },
    };
  }, [t, failure, desktop]);
}
