// Systems in scope: name, kind, addresses, state. Keys: N new system, S state, M amend, those of the grid.
import type { ReactNode } from 'react';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import type { ScreenProps } from '../../shell/screen.ts';

const texts: EntityListTexts = { title: 'systems.title', placeholder: 'systems.placeholder', create: 'systems.create', createTitle: 'systems.createTitle', emptyTitle: 'systems.emptyTitle', emptyText: 'systems.emptyText' };

export function SystemsScreen({ log }: ScreenProps): ReactNode {
  const columns = useListColumns(systemColumns);
  return <EntityList log={log} kind="system" texts={texts} columns={columns} hints={[{ keys: ['n'], label: 'systems.hint.new' }, { keys: ['s'], label: 'actions.hint.state' }]} />;
}

function systemColumns({ t, word, ref, state, span }: ColumnTools<'system'>): readonly ListColumn<'system'>[] {
  return [
    ref,
    { id: 'name', header: t('systems.name'), width: 160, minWidth: 120, grow: true, mono: true, sortable: true, text: (entity) => entity.body.name },
    { id: 'kind', header: t('systems.kind'), width: 116, muted: true, sortable: true, text: (entity) => word('systemKind', entity.body.systemKind) },
    { id: 'addresses', header: t('systems.addresses'), width: 156, mono: true, hideBelow: 640, text: (entity) => entity.body.addresses.join(', ') },
    { id: 'location', header: t('systems.location'), width: 128, muted: true, sortable: true, hideBelow: 980, text: (entity) => entity.body.location ?? '' },
    { id: 'owner', header: t('systems.owner'), width: 112, muted: true, sortable: true, hideBelow: 1080, text: (entity) => entity.body.owner ?? '' },
    { id: 'criticality', header: t('systems.criticality'), width: 92, sortable: true, sortBy: (entity) => ['critical', 'high', 'normal', 'low'].indexOf(entity.body.criticality), text: (entity) => word('criticality', entity.body.criticality) },
    { id: 'clock', header: t('systems.clock'), width: 116, muted: true, hideBelow: 900, text: (entity) => clockText(entity.body.clockErrorMs, t, span) },
    state('systemState'),
  ];
}

function clockText(error: number | undefined, t: (id: 'systems.fast' | 'systems.slow', values: Readonly<Record<string, string>>) => string, span: (ms: number) => string): string {
  if (error === undefined || error === 0) return '';
  return error > 0 ? t('systems.fast', { span: span(error) }) : t('systems.slow', { span: span(-error) });
}
