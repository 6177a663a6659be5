import { useCallback, useMemo } from 'react';
import type { LogId } from '#base';
import type { Command } from '../../commands/command.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';

/** Copies what is prepared into an incident and says how much it was. */
export function useBringIn(): (log: LogId, isQuietWhenNothing?: boolean) => Promise<void> {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  return useCallback(async (log, isQuietWhenNothing = false) => {
    const answer = await engine.call('workspace.bringIn', { log });
    if (!answer.ok) showToast({ tone: 'danger', title: t('readiness.broughtInFailed'), text: failure(answer.error.kind) });
    else if (answer.value.brought > 0 || !isQuietWhenNothing) showToast({ tone: answer.value.brought > 0 ? 'ok' : 'plain', title: t('readiness.broughtIn', { count: answer.value.brought }) });
  }, [engine, failure, t]);
}

/** Offers to bring in what is prepared while an incident is open. */
export function useBringInCommand(log: LogId): void {
  const bringIn = useBringIn();
  useCommands(useMemo((): readonly Command[] => [{ id: 'readiness.bringIn', label: 'readiness.bringIn', keywords: 'readiness.bringIn.keywords', group: 'record', undo: 'entry', run: () => bringIn(log) }], [bringIn, log]));
}
