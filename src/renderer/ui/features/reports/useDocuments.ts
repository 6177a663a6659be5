import { useMemo } from 'react';
import type { DocumentProfile } from '#domain';
import type { EntityId, LogId, Sha256Hex } from '#base';
import type { DocumentFormat, DocumentType, PrintJob, RowFilter, WorksheetName } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';

/** A document as it is built: pages to print, one standalone file, what is still missing, and the hash of its content. */
export interface BuiltDocument { readonly job: PrintJob; readonly html: string; readonly missing: readonly string[]; readonly contentSha256: Sha256Hex; readonly draft: boolean }

/** What a document can be saved as. */
export type SavedFormat = DocumentFormat | 'pdf';

export interface Documents {
  readonly build: (type: DocumentType, items?: readonly EntityId[], filter?: RowFilter) => Promise<BuiltDocument | null>;
  /** Lays out pages and saves them; true when a file was written. */
  readonly savePdf: (type: DocumentType, fileName: string, items?: readonly EntityId[], filter?: RowFilter) => Promise<boolean>;
  /** Saves it as a file of a format; true when a file was written. */
  readonly saveAs: (format: SavedFormat, type: DocumentType, fileName: string, items?: readonly EntityId[]) => Promise<boolean>;
  readonly print: (type: DocumentType, items?: readonly EntityId[]) => Promise<boolean>;
  /** Renders the next numbered issue, seals its pages as an item and records it; the number of the issue, or null. */
  readonly issue: (type: DocumentType, changes: string | null, items?: readonly EntityId[]) => Promise<number | null>;
}

/** `worksheet`: which one a document of that type is. Builds documents of an incident and gives them to the disk or the printer. What fails is said; a cancelled dialog is not. */
export function useDocuments(log: LogId, profile?: DocumentProfile, worksheet?: WorksheetName): Documents {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  const [regime, sheet] = [worksheet?.regime, worksheet?.worksheet];
  return useMemo((): Documents => {
    const wishes = { ...(profile === undefined ? {} : { profile }), ...(regime === undefined || sheet === undefined ? {} : { worksheet: { regime, worksheet: sheet } }) };
    const say = (kind: string): null => {
      if (kind !== 'cancelled') showToast({ tone: 'danger', title: t('reports.documentFailed'), text: failure(kind) });
      return null;
    };
    const build: Documents['build'] = async (type, items = [], filter = {}) => {
      const answer = await engine.call('document.build', { log, type, items, filter, ...wishes });
      return answer.ok ? answer.value : say(answer.error.kind);
    };
    const save = async (suggestedName: string, bytes: Uint8Array): Promise<boolean> => {
      const answer = await desktop.call('file.save', { suggestedName, bytes });
      if (!answer.ok) {
        say(answer.error.kind);
        return false;
      }
      showToast({ tone: 'ok', title: t('reports.saved'), text: answer.value.path });
      return true;
    };
    const savePdf: Documents['savePdf'] = async (type, fileName, items, filter) => {
      const built = await build(type, items, filter);
      if (built === null) return false;
      const pdf = await desktop.call('document.renderPdf', built.job);
      if (pdf.ok) return save(`${fileName}.pdf`, pdf.value.bytes);
      say(pdf.error.kind);
      return false;
    };
    return {
      build, savePdf,
      saveAs: async (format, type, fileName, items = []) => {
        if (format === 'pdf') return savePdf(type, fileName, items);
        const made = await engine.call('document.file', { log, type, items, filter: {}, format, ...wishes });
        if (made.ok) return save(`${fileName}.${made.value.extension}`, made.value.bytes);
        say(made.error.kind);
        return false;
      },
      issue: async (type, changes, items = []) => {
        const built = await engine.call('document.build', { log, type, items, filter: {}, issuing: true, ...wishes });
        if (!built.ok) return say(built.error.kind);
        if (built.value.missing.length > 0) return say('mandatory-empty');
        const pdf = await desktop.call('document.renderPdf', built.value.job);
        if (!pdf.ok) return say(pdf.error.kind);
        const source = await desktop.call('sources.fromBytes', { name: `${built.value.job.title}.pdf`, bytes: pdf.value.bytes });
        if (!source.ok) return say(source.error.kind);
        const issued = await engine.call('report.issue', { log, type, items, contentSha256: built.value.contentSha256, grant: source.value.grant, changes, ...wishes });
        return issued.ok ? issued.value.issue : say(issued.error.kind);
      },
      print: async (type, items) => {
        const built = await build(type, items);
        if (built === null) return false;
        const answer = await desktop.call('document.print', built.job);
        if (!answer.ok) say(answer.error.kind);
        return answer.ok;
      },
    };
  }, [t, failure, engine, desktop, log, profile, regime, sheet]);
}
