import { useEffect, useState } from 'react';
import type { LogId } from '#base';
import type { DisclosureChoice, DisclosurePreview, ExportedFile } from '#ipc';
import { useEngine } from '../../port/ports.tsx';
import { toChoice, type DisclosureDraft } from './choice.ts';

const SETTLE_MS = 200;

export type Preview = { readonly state: 'counting' } | { readonly state: 'counted'; readonly preview: DisclosurePreview } | { readonly state: 'failed'; readonly kind: string };

/** What a choice comes to, counted anew a moment after it changes. The last count stays until the next one is there. */
export function useDisclosurePreview(log: LogId, draft: DisclosureDraft, entries: number): Preview {
  const engine = useEngine();
  const [preview, setPreview] = useState<Preview>({ state: 'counting' });
  const choice = JSON.stringify(toChoice(draft));
  useEffect(() => {
    let isWanted = true;
    const timer = window.setTimeout(() => {
      void engine.call('disclosure.preview', { log, choice: JSON.parse(choice) as DisclosureChoice }).then((answer) => {
        if (isWanted) setPreview(answer.ok ? { state: 'counted', preview: answer.value } : { state: 'failed', kind: answer.error.kind });
      });
    }, SETTLE_MS);
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
    };
    // `entries` counts the journal, which grows while one chooses.
  }, [engine, log, choice, entries]);
  return preview;
}

/** A package that was written: where, what it is called, its hash. */
export interface WrittenPackage { readonly path: string; readonly fileName: ExportedFile['fileName']; readonly sha256: ExportedFile['sha256']; readonly preview: DisclosurePreview }
