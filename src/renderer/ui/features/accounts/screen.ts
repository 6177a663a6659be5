import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import type { ScreenDefinition } from '../../shell/screen.ts';
import { AccountsScreen } from './AccountsScreen.tsx';

/** Accounts in scope. */
export const accountsScreen: ScreenDefinition = {
  id: 'accounts', label: 'accounts.title', section: 'scope', keys: 'g u', count: (header) => ({ type: 'number', value: header.counts['account'] ?? 0 }), Component: AccountsScreen, Inspector: EntityInspector,
};
