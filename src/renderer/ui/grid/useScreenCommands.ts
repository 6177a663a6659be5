import { useEffect, useMemo, useRef } from 'react';
import type { Command } from '../commands/command.ts';
import { useCommands } from '../commands/CommandsProvider.tsx';

/**
 * Offers commands while a screen is shown. The list may be made anew on each drawing: it is registered again only when
 * ids, labels or keys change, and `run` and `when` always see the latest state.
 */
export function useScreenCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const shape = JSON.stringify(commands.map(({ run: _run, when: _when, ...rest }) => rest));
  const stable = useMemo(() => (JSON.parse(shape) as readonly Omit<Command, 'run' | 'when'>[]).map((command): Command => {
    const find = (): Command | undefined => latest.current.find((candidate) => candidate.id === command.id);
    return { ...command, when: () => find()?.when?.() ?? true, run: () => find()?.run() };
  }), [shape]);
  useCommands(stable);
}
