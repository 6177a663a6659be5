import { useEffect, useState, type DragEvent } from 'react';
import type { EntryId } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop } from '../../port/ports.tsx';
import type { AddSource } from './addForm.ts';

const extensionByType: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp' };

export interface AddEvidence {
  /** What waits for its form, and the interrupted run it continues. */
  readonly pending: { readonly source: AddSource; readonly resume: EntryId | null } | null;
  readonly choose: () => Promise<void>;
  readonly physical: () => void;
  readonly continueSeal: (item: EntryId) => Promise<void>;
  readonly close: () => void;
  readonly isOver: boolean;
  readonly dropTarget: { readonly onDragOver: (event: DragEvent) => void; readonly onDragLeave: (event: DragEvent) => void; readonly onDrop: (event: DragEvent) => void };
}

/** The three ways files come in: dialog, drop and paste of a picture. Nothing is read before the form says where it came from. */
export function useAddEvidence(): AddEvidence {
  const t = useText();
  const failure = useFailureText();
  const desktop = useDesktop();
  const [pending, setPending] = useState<AddEvidence['pending']>(null);
  const [isOver, setOver] = useState(false);

  const chooseFor = async (resume: EntryId | null): Promise<void> => {
    const answer = await desktop.call('sources.choose', {});
    if (!answer.ok) {
      if (answer.error.kind !== 'cancelled') showToast({ tone: 'danger', title: t('evidence.addFailed'), text: failure(answer.error.kind) });
      return;
    }
    const grants = resume === null ? answer.value.grants : answer.value.grants.slice(0, 1);
    if (grants.length > 0) setPending({ source: { type: 'files', grants, origin: 'file' }, resume });
  };

  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea, [data-modal]') !== null;
      const file = [...(event.clipboardData?.files ?? [])].find((candidate) => Object.hasOwn(extensionByType, candidate.type));
      if (isTyping || file === undefined || document.querySelector('[data-modal]') !== null) return;
      event.preventDefault();
      void takePicture(file);
    };
    const takePicture = async (file: File): Promise<void> => {
      const name = `${t('evidence.pastedName')} ${new Date().toISOString().slice(0, 19).replaceAll(':', '')}Z.${extensionByType[file.type] ?? 'png'}`;
      const answer = await desktop.call('sources.fromBytes', { name, bytes: new Uint8Array(await file.arrayBuffer()) });
      if (answer.ok) setPending({ source: { type: 'files', grants: [answer.value], origin: 'pasted' }, resume: null });
      else showToast({ tone: 'danger', title: t('evidence.addFailed'), text: failure(answer.error.kind) });
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [desktop, failure, t]);

  const drop = async (files: readonly File[]): Promise<void> => {
    const grants = await desktop.grantsFromFiles(files);
    if (grants.length > 0) setPending({ source: { type: 'files', grants, origin: 'file' }, resume: null });
    if (grants.length < files.length) showToast({ tone: 'warn', title: t('evidence.notFiles', { count: files.length - grants.length }) });
  };

  return {
    pending, isOver,
    choose: () => chooseFor(null),
    physical: () => setPending({ source: { type: 'physical' }, resume: null }),
    continueSeal: (item) => chooseFor(item),
    close: () => setPending(null),
    dropTarget: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false);
      },
      onDrop: (event) => {
        event.preventDefault();
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) void drop(files);
      },
    },
  };
}
