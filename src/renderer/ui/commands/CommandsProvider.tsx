import { createContext, useContext, useEffect, useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react';
import type { Command } from './command.ts';
import { listenToKeys } from './keys.ts';
import type { CommandRegistry } from './registry.ts';

const RegistryContext = createContext<CommandRegistry | null>(null);

/** Gives the registry to everything inside and listens to its keys. */
export function CommandsProvider({ registry, children }: { readonly registry: CommandRegistry; readonly children: ReactNode }) {
  useEffect(() => listenToKeys(registry, window), [registry]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/** The registry: `run('evidence.add')`, or the list for a view of it. */
export function useCommandRegistry(): CommandRegistry {
  const registry = useContext(RegistryContext);
  if (registry === null) throw new Error('commands are used outside their provider');
  return registry;
}

/** Follows the registry: the view is made anew when commands come or go. */
export function useAllCommands(): readonly Command[] {
  const registry = useCommandRegistry();
  return useSyncExternalStore(registry.onChange, registry.all);
}

/** Offers commands while the component is mounted. Pass a memoised array (`useMemo`): a new array registers anew. */
export function useCommands(commands: readonly Command[]): void {
  const registry = useCommandRegistry();
  // Together with what is drawn: whoever sees the button may already press its key.
  useLayoutEffect(() => registry.register(commands), [registry, commands]);
}
