// Accounts in scope: name, kind, privilege, state. Keys: N new account, S state, M amend, those of the grid.
import type { ReactNode } from 'react';
import { titleOf } from '#domain';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import type { ScreenProps } from '../../shell/screen.ts';

const texts: EntityListTexts = { title: 'accounts.title', placeholder: 'accounts.placeholder', create: 'accounts.create', createTitle: 'accounts.createTitle', emptyTitle: 'accounts.emptyTitle', emptyText: 'accounts.emptyText' };

export function AccountsScreen({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(accountColumns);
  return <EntityList log={log} kind="account" texts={texts} columns={columns} hints={[{ keys: ['n'], label: 'accounts.hint.new' }, { keys: ['s'], label: 'actions.hint.state' }]} />;
}

function accountColumns({ t, word, ref, state }: ColumnTools<'account'>): readonly ListColumn<'account'>[] {
  return [
    ref,
    { id: 'name', header: t('accounts.name'), width: 200, minWidth: 140, grow: true, mono: true, sortable: true, text: (entity) => titleOf(entity) },
    { id: 'kind', header: t('accounts.kind'), width: 104, muted: true, sortable: true, text: (entity) => word('accountKind', entity.body.accountKind) },
    { id: 'privilege', header: t('accounts.privilege'), width: 200, hideBelow: 720, text: (entity) => entity.body.privilege ?? '' },
    { id: 'owner', header: t('accounts.owner'), width: 128, muted: true, sortable: true, text: (entity) => entity.body.owner ?? '' },
    state('accountState'),
  ];
}
