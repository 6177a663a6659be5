import type { Command } from './command.ts';

/** The one registry of commands of the window. */
export interface CommandRegistry {
  /** Adds commands and returns the disposer. A later command of the same id or key stands before an earlier one, and before one that gives way. */
  readonly register: (commands: readonly Command[]) => () => void;
  /** All commands whose `when` holds now, latest first for equal ids. */
  readonly offered: () => readonly Command[];
  /** Every registered command, whether offered now or not. */
  readonly all: () => readonly Command[];
  /** Runs a command by id; false when it is not there or not offered. */
  readonly run: (id: string) => boolean;
  readonly onChange: (listener: () => void) => () => void;
}

/** Makes an empty registry. Bugs thrown by commands reach `onBug`. */
export function createCommandRegistry(onBug: (error: unknown) => void): CommandRegistry {
  let sets: readonly (readonly Command[])[] = [];
  let flat: readonly Command[] = [];
  const listeners = new Set<() => void>();

  function change(next: readonly (readonly Command[])[]): void {
    sets = next;
    const byId = new Map<string, Command>();
    const every = sets.flat();
    for (const command of [...every.filter(({ givesWay }) => givesWay === true), ...every.filter(({ givesWay }) => givesWay !== true)]) byId.set(command.id, command);
    flat = [...byId.values()];
    for (const listener of listeners) listener();
  }

  function offered(): readonly Command[] {
    return flat.filter((command) => command.when?.() ?? true);
  }

  return {
    register: (commands) => {
      change([...sets, commands]);
      return () => change(sets.filter((set) => set !== commands));
    },
    offered,
    all: () => flat,
    run: (id) => {
      const command = offered().find((candidate) => candidate.id === id);
      if (command === undefined) return false;
      Promise.resolve().then(() => command.run()).catch(onBug);
      return true;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
