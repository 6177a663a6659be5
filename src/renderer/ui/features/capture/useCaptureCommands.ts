import { useEffect, useMemo, useRef } from 'react';
import { captureKinds, type CaptureKind } from '#domain';
import type { Command } from '../../commands/command.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { kindFacts } from './kinds.ts';

export interface CaptureActions { readonly focus: () => void; readonly chooseKind: (kind: CaptureKind) => void }

/** Offers the keys of the capture bar; they are registered once and always reach the latest actions. */
export function useCaptureCommands(actions: CaptureActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useCommands(useMemo((): readonly Command[] => [
    { id: 'capture.focus', label: 'capture.command.focus', group: 'record', keys: ['$mod+j', 'c'], keysIn: 'everywhere', undo: 'none', run: () => latest.current.focus() },
    ...captureKinds.map((kind): Command => ({
      id: `capture.kind.${kind}`, label: kindFacts[kind].label, keywords: 'capture.command.kind.keywords', group: 'record', keys: [kindFacts[kind].keys], keysIn: 'everywhere', undo: 'entry',
      run: () => latest.current.chooseKind(kind),
    })),
  ], []));
}
