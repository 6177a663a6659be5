import { useMemo } from 'react';
import type { LogId } from '#base';
import type { Command } from '../commands/command.ts';
import { useCommands } from '../commands/CommandsProvider.tsx';
import { useText } from '../i18n/intl.tsx';
import { useFailureText } from '../i18n/words.ts';
import { showToast } from '../kit/toasts.ts';
import { useEngine } from '../port/ports.tsx';

/** Offers undo and redo of an incident. Both are forward entries: the journal keeps what was taken back. */
export function useUndo(log: LogId): void {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  useCommands(useMemo((): readonly Command[] => {
    const step = async (name: 'entry.undo' | 'entry.redo'): Promise<void> => {
      const answer = await engine.call(name, { log });
      if (!answer.ok) {
        showToast({ tone: answer.error.kind.startsWith('nothing-') ? 'plain' : 'danger', title: failure(answer.error.kind) });
        return;
      }
      const { label, entry } = answer.value;
      showToast({ tone: 'ok', title: t(name === 'entry.undo' ? 'shell.undone' : 'shell.redone', { label }), text: t('shell.undo.entry', { number: entry.number }) });
    };
    return [
      { id: 'entry.undo', label: 'shell.command.undo', keywords: 'shell.command.undo.keywords', group: 'record', keys: ['$mod+z'], undo: 'none', run: () => step('entry.undo') },
      { id: 'entry.redo', label: 'shell.command.redo', group: 'record', keys: ['$mod+Shift+z'], undo: 'none', run: () => step('entry.redo') },
    ];
  }, [engine, failure, log, t]));
}
