import { createContext, useContext, type ReactNode } from 'react';
import type { AppInfo } from '#ipc';
import type { VaultSession } from './vaultSession.ts';

interface Root { readonly session: VaultSession; readonly info: AppInfo }
const RootContext = createContext<Root | null>(null);

/** Gives the vault session and what is known of the app to everything inside. */
export function RootProvider({ root, children }: { readonly root: Root; readonly children: ReactNode }) {
  return <RootContext value={root}>{children}</RootContext>;
}

/** How this window opens, creates and locks vaults. */
export function useVaultSession(): VaultSession {
  return useRoot().session;
}

/** Version, build and machine. */
export function useAppInfo(): AppInfo {
  return useRoot().info;
}

function useRoot(): Root {
  const root = useContext(RootContext);
  if (root === null) throw new Error('the session is used outside its provider');
  return root;
}
